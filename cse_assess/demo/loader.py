"""Loads the sample organisation through the services, each deed by the person who would do it."""

from collections.abc import Iterator
from datetime import timedelta

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.queries import (
    find_organisation,
    get_actor,
    get_member,
    has_users,
    list_organisations,
)
from cse_assess.accounts.services.invitations import invite_assessor
from cse_assess.accounts.services.organisations import create_organisation, create_service
from cse_assess.accounts.services.passwords import set_password
from cse_assess.accounts.services.people import create_user
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.assessments.requests.models import EvidenceRequest
from cse_assess.assessments.requests.services import (
    accept_request,
    add_item,
    ask_for_evidence,
    cancel_request,
    decline_request,
    return_request,
    send_answer,
)
from cse_assess.assessments.requests.states import STEPS_OF_THE_ASKED, RequestStep
from cse_assess.assessments.services import create_assessment, save_response
from cse_assess.assessments.values import ResponseValues
from cse_assess.blobs import BlobStore
from cse_assess.clock import moved_to, now, today
from cse_assess.config import Settings
from cse_assess.db import read_only, unit_of_work
from cse_assess.demo.actions import add_action
from cse_assess.demo.checks import put_aside
from cse_assess.demo.library import add_evidence, read_pinned, upload, use_evidence
from cse_assess.demo.loading import LEAD, Loading
from cse_assess.demo.papers import StoredFiles, store_files
from cse_assess.demo.past import (
    Deed,
    add_past,
    carry_past,
    do_in_order,
    settle_past,
    snapshot_deed,
)
from cse_assess.demo.review import add_review
from cse_assess.demo.story import (
    PersonStory,
    RequestStory,
    ResponseStory,
    ServiceStory,
    StepStory,
    read_story,
)
from cse_assess.demo.takeaway import add_take_away
from cse_assess.errors import Conflict, DomainError
from cse_assess.standards.registry import get_standard

PASSWORD = "seven herons at dusk"  # noqa: S105 -- printed on purpose; refused in production
STANDARD = "cse"
FIRST_DRAFTS, LAST_ANSWERS = 150, 120


class NotEmpty(Conflict):
    """The instance holds data, which the sample must not mix with."""

    def __init__(self) -> None:
        super().__init__(
            "This instance already holds data, so the sample organisation was not added. Set "
            "CSE_ASSESS_INSTANCE_PATH (and CSE_ASSESS_DATABASE_URL, where you use it) to an empty "
            "place."
        )


_STEPS = {
    RequestStep.SEND: send_answer,
    RequestStep.DECLINE: decline_request,
    RequestStep.RETURN: return_request,
    RequestStep.CANCEL: cancel_request,
}


def load_demo(*, settings: Settings, blobs: BlobStore, files: StoredFiles | None = None) -> None:
    """Fill an empty instance with the sample organisation, all of it or nothing.

    `files` are the papers where they have been stored already. Raises as `check_can_load` does.
    Where it is interrupted, stored files may stay behind unused; the database is as it was.
    """
    check_can_load(settings)
    story, day = read_story(), today()
    if files is None:
        files = store_files(story, today=day, blobs=blobs)
    words = read_pinned(story, files, blobs)
    with unit_of_work():
        _require_empty()
        _load(Loading(story, get_standard(STANDARD), day, files, words))


def check_can_load(settings: Settings) -> None:
    """Raise `NotEmpty`, or `DomainError` in production."""
    refuse_production(settings)
    with read_only():
        _require_empty()


def refuse_production(settings: Settings) -> None:
    """Raise `DomainError` in production, where nobody must sign in with a printed password."""
    if settings.is_production:
        raise DomainError(
            "The sample organisation is for trying out and not for production, because its "
            "password is known to everybody."
        )


def is_demo_loaded() -> bool:
    """Tell whether the sample organisation is what this instance holds."""
    return find_organisation(read_story().organisation.name) is not None


def _require_empty() -> None:
    if has_users() or list_organisations():
        raise NotEmpty


def _load(loading: Loading) -> None:
    with moved_to(now() - timedelta(days=loading.story.past.began_days_ago)):
        _add_organisation(loading)
        for person in loading.story.organisation.people:
            if person.assesses is None:
                _add_person(loading, person)
    past = add_past(loading)
    for service in loading.story.organisation.services:
        _add_assessment(loading, service, past)
    for person in loading.story.organisation.people:
        if person.assesses is not None:
            _add_assessor(loading, person, person.assesses)
    for item in loading.story.evidence:
        if item.key not in loading.items:
            add_evidence(loading, item)
    _fill_assessments(loading)


def _fill_assessments(loading: Loading) -> None:
    do_in_order(_list_deeds(loading))
    settle_past(loading)
    for item in loading.story.evidence:
        use_evidence(loading, item)
    for request in loading.story.requests:
        _ask(loading, request)
    for action in loading.story.actions:
        add_action(loading, action)
    for take_away in loading.story.take_aways:
        add_take_away(loading, take_away)
    for finding in loading.story.set_aside:
        put_aside(loading, finding)
    for files in loading.story.uploads:
        upload(loading, files)
    add_review(loading)


def _add_organisation(loading: Loading) -> None:
    story = loading.story.organisation
    organisation = create_organisation(actor=Actor.system(), name=story.name)
    loading.organisation_id = organisation.id
    owner = Actor.system(organisation.id)
    for service in story.services:
        loading.services[service.key] = create_service(
            actor=owner, name=service.name, description=service.description
        )


def _add_person(loading: Loading, story: PersonStory) -> None:
    person = create_user(
        actor=Actor.system(loading.organisation_id),
        organisation_id=loading.organisation_id,
        email=story.email,
        name=story.name,
        password=PASSWORD,
        roles=story.roles,
        contributes_to=[loading.services[key].id for key in story.contributes_to],
    )
    loading.actors[story.key] = get_actor(person.id, loading.day)


def _add_assessment(loading: Loading, story: ServiceStory, past: Assessment) -> None:
    if story.key == loading.story.past.service:
        loading.assessments[story.key] = carry_past(loading, past, story)
        return
    loading.assessments[story.key] = create_assessment(
        actor=loading.actors[LEAD],
        service=loading.services[story.key],
        standard=loading.standard,
        cycle=story.cycle,
        visit_on=loading.day + timedelta(days=story.visit_in_days),
    )


def _add_assessor(loading: Loading, story: PersonStory, service: str) -> None:
    actor = loading.actors[LEAD]
    person, _link = invite_assessor(
        actor=actor,
        email=story.email,
        name=story.name,
        assessment_id=loading.assessments[service].id,
        ends_on=loading.day + timedelta(days=story.grant_ends_in_days or 0),
    )
    set_password(actor=actor, person=person, password=PASSWORD)
    loading.actors[story.key] = get_actor(person.id, loading.day)


def _list_deeds(loading: Loading) -> Iterator[Deed]:
    """Yield the answers of every service over the weeks since the cycle began, and the snapshots.

    Elements are answered one after the other; what was scored otherwise at first is drafted before.
    """
    for service, responses in loading.story.responses.items():
        for number, story in enumerate(responses):
            days_ago = LAST_ANSWERS * (1 - number / len(responses))
            if story.was is not None:
                draft = story.model_copy(update={"level": story.was, "tell": ""})
                yield _answer(loading, service, draft, LEAD, FIRST_DRAFTS - number / 100)
            yield _answer(loading, service, story, story.owner or LEAD, days_ago)
    for snapshot in loading.story.past.snapshots_since:
        assessment = loading.assessments[loading.story.past.service]
        yield snapshot_deed(loading, assessment, snapshot)


def _answer(loading: Loading, service: str, story: ResponseStory, by: str, days_ago: float) -> Deed:
    return Deed(
        days_ago,
        lambda: _save(loading, loading.get_response(service, story.code), story, by),
    )


def _save(loading: Loading, response: ElementResponse, story: ResponseStory, by: str) -> None:
    owner = loading.actors[story.owner].user_id if story.owner else None
    save_response(
        actor=loading.actors[by],
        response=response,
        standard=loading.standard,
        version_id=response.version_id,
        values=ResponseValues(
            level=story.level,
            level_reason=story.level_reason,
            justification=story.justification,
            tell=story.tell,
            owner_id=owner,
        ),
    )


def _ask(loading: Loading, story: RequestStory) -> None:
    asked = loading.actors[story.asked]
    request = ask_for_evidence(
        actor=loading.actors[story.by],
        response=loading.get_response(story.service, story.code),
        asked=get_member(asked.user_id or 0, loading.organisation_id),
        wanted=story.wanted,
        due_on=loading.day + timedelta(days=story.due_in_days),
    )
    for key in story.gathers:
        add_item(actor=asked, request=request, item=loading.items[key])
    for step in story.steps:
        by = story.asked if step.step in STEPS_OF_THE_ASKED else story.by
        _take_step(loading.actors[by], request, step)


def _take_step(actor: Actor, request: EvidenceRequest, story: StepStory) -> None:
    if story.step is RequestStep.ACCEPT:
        accept_request(actor=actor, request=request, version_id=request.version_id, note=story.says)
    else:
        take = _STEPS[story.step]
        take(actor=actor, request=request, version_id=request.version_id, words=story.says)
