"""Where a scoring stands, in words and with a tone."""

from datetime import date

from cse_assess.review.second_opinion.models import Scoring

State = tuple[str, str]


def describe_state(scoring: Scoring, on: date) -> State:
    """Return where a scoring stands on a day, and the tone of its tag."""
    if scoring.is_finished:
        return "Finished", "good"
    if scoring.given_up_at is not None:
        return "Ended without a result", "none"
    if scoring.submission.is_withdrawn:
        return "Submission taken back", "none"
    if scoring.until is not None and scoring.until < on:
        return "Time is over", "bad"
    return "In hand", "middling"


def explain_closed(scoring: Scoring, on: date) -> str:
    """Say why nothing can be scored any more, and what can be done; empty where it can."""
    if scoring.is_finished:
        return "You have finished this scoring. Your levels are fixed for good."
    if scoring.given_up_at is not None:
        return "This scoring was given up or taken back, and its levels are deleted."
    if scoring.submission.is_withdrawn:
        return "The organisation took this submission back, so it is not scored any more."
    if scoring.until is not None and scoring.until < on:
        return (
            "The last day for this scoring is past. Ask the lead who asked you for more time: what "
            "you scored so far is kept."
        )
    return ""
