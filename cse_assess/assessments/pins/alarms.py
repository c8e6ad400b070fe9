"""Tells whoever looks after an element that its proof no longer stands as it was quoted."""

from cse_assess.accounts.queries import list_people
from cse_assess.assessments.models import PassagePin, PinState
from cse_assess.evidence.models import EvidenceRevision
from cse_assess.evidence.policy import shown_title
from cse_assess.notices.models import NoticeKind
from cse_assess.notices.services import send_notice

SENTENCES = {
    PinState.LOST: "A passage that proves it is not in the new revision of “{title}”.",
    PinState.UNSURE: "A passage that proves it reads otherwise in the new revision of “{title}”.",
}


def raise_alarm(pin: PassagePin, revision: EvidenceRevision) -> None:
    """Tell the owner of the element, or else who pinned the passage, once for each revision.

    Nobody is told who has left. A confidential title is not told.
    """
    response, item = pin.link.response, pin.link.item
    assessment = response.assessment
    here = {person.id for person in list_people(assessment.organisation_id)}
    told = next((each for each in (response.owner_id, pin.created_by_id) if each in here), None)
    if told is None:
        return
    title = shown_title(item, is_open=not item.is_confidential)
    sentence = SENTENCES[PinState(pin.state)].format(title=title)
    send_notice(
        user_id=told,
        organisation_id=assessment.organisation_id,
        kind=NoticeKind.PIN_LOST,
        text=f"{response.element_code}, {assessment.service.name}: {sentence}",
        url=f"/assessments/{assessment.id}/elements/{response.element_code}",
        key=f"pin-{pin.id}-revision-{revision.id}",
    )
