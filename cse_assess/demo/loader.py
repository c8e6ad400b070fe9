"""Loads the sample organisation through the services, each deed by the person who would do it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Service
from cse_assess.accounts.queries import (
    find_organisation,
    get_actor,
    has_users,
    list_organisations,
)
from cse_assess.accounts.services.invitations import invite_assessor
from cse_assess.accounts.services.organisations import create_organisation, create_service
from cse_assess.accounts.services.passwords import set_password
from cse_assess.accounts.services.people import create_user
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.assessments.queries import get_response
from cse_assess.assessments.services import attach_evidence, create_assessment, save_response
from cse_assess.blobs import BlobStore
from cse_assess.clock import today
from cse_assess.config import Settings
from cse_assess.db import read_only, unit_of_work
from cse_assess.demo.dates import shift_days
from cse_assess.demo.papers import StoredFiles, store_files
from cse_assess.demo.story import (
    EvidenceStory,
    PersonStory,
    ResponseStory,
    ServiceStory,
    Story,
    read_story,
)
from cse_assess.errors import Conflict, DomainError
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.services import (
    add_file_evidence,
    add_link_evidence,
    edit_item,
    replace_file,
    withdraw_item,
)
from cse_assess.standards.registry import get_standard
from cse_assess.standards.structure import Standard

PASSWORD = "seven herons at dusk"  # noqa: S105 -- printed on purpose; refused in production
STANDARD = "cse"
LEAD = "lead"


class NotEmpty(Conflict):
    """The instance holds data, which the sample must not mix with."""

    def __init__(self) -> None:
        super().__init__(
            "This instance already holds data, so the sample organisation was not added. Set "
            "CSE_ASSESS_INSTANCE_PATH (and CSE_ASSESS_DATABASE_URL, where you use it) to an empty "
            "place."
        )


@dataclass(slots=True)
class _Loading:
    """What is known so far of what was loaded, by the keys of the story."""

    story: Story
    standard: Standard
    day: date
    files: StoredFiles
    organisation_id: int = 0
    actors: dict[str, Actor] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    assessments: dict[str, Assessment] = field(default_factory=dict)
    items: dict[str, EvidenceItem] = field(default_factory=dict)


def load_demo(*, settings: Settings, blobs: BlobStore, files: StoredFiles | None = None) -> None:
    """Fill an empty instance with the sample organisation, all of it or nothing.

    `files` are the papers where they have been stored already. Raises as `check_can_load` does.
    Where it is interrupted, stored files may stay behind unused; the database is as it was.
    """
    check_can_load(settings)
    story, day = read_story(), today()
    if files is None:
        files = store_files(story, today=day, blobs=blobs)
    with unit_of_work():
        _require_empty()
        _load(_Loading(story, get_standard(STANDARD), day, files))


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


def _load(loading: _Loading) -> None:
    _add_organisation(loading)
    for person in loading.story.organisation.people:
        if person.assesses is None:
            _add_person(loading, person)
    for service in loading.story.organisation.services:
        _add_assessment(loading, service)
    for person in loading.story.organisation.people:
        if person.assesses is not None:
            _add_assessor(loading, person, person.assesses)
    for item in loading.story.evidence:
        _add_item(loading, item)
    for key, responses in loading.story.responses.items():
        for response in responses:
            _answer(loading, key, response)
    for item in loading.story.evidence:
        _attach_and_withdraw(loading, item)


def _add_organisation(loading: _Loading) -> None:
    story = loading.story.organisation
    organisation = create_organisation(actor=Actor.system(), name=story.name)
    loading.organisation_id = organisation.id
    owner = Actor.system(organisation.id)
    for service in story.services:
        loading.services[service.key] = create_service(
            actor=owner, name=service.name, description=service.description
        )


def _add_person(loading: _Loading, story: PersonStory) -> None:
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


def _add_assessment(loading: _Loading, story: ServiceStory) -> None:
    loading.assessments[story.key] = create_assessment(
        actor=loading.actors[LEAD],
        service=loading.services[story.key],
        standard=loading.standard,
        cycle=story.cycle,
        visit_on=loading.day + timedelta(days=story.visit_in_days),
    )


def _add_assessor(loading: _Loading, story: PersonStory, service: str) -> None:
    actor = loading.actors[LEAD]
    person, _link = invite_assessor(
        actor=actor,
        email=story.email,
        name=story.name,
        assessment_id=loading.assessments[service].id,
        ends_on=loading.day + timedelta(days=story.grant_ends_in_days or 0),
    )
    set_password(actor=actor, person=person, password=PASSWORD)


def _add_item(loading: _Loading, story: EvidenceStory) -> None:
    if story.url:
        loading.items[story.key] = _add_address(loading, story)
    else:
        loading.items[story.key] = _add_revisions(loading, story)


def _add_address(loading: _Loading, story: EvidenceStory) -> EvidenceItem:
    actor = loading.actors[story.owner]
    return add_link_evidence(
        actor=actor,
        organisation_id=loading.organisation_id,
        url=story.url,
        title=story.title,
        description=story.description,
        kind=story.kind,
        evidence_on=shift_days(loading.day, story.dated),
        valid_until=shift_days(loading.day, story.until),
        owner_id=actor.user_id,
        is_confidential=story.confidential,
    )


def _add_revisions(loading: _Loading, story: EvidenceStory) -> EvidenceItem:
    """Add the oldest file, then replace it as often as it was replaced, and date the item anew."""
    actor = loading.actors[story.owner]
    first, *later = loading.files[story.key]
    item = add_file_evidence(
        actor=actor,
        organisation_id=loading.organisation_id,
        blob=first,
        title=story.title,
        description=story.description,
        kind=story.kind,
        evidence_on=shift_days(loading.day, story.earlier[0].dated if later else story.dated),
        valid_until=None if later else shift_days(loading.day, story.until),
        owner_id=actor.user_id,
        is_confidential=story.confidential,
    )
    for file, replaced in zip(later, story.earlier, strict=True):
        replace_file(actor=actor, item=item, file=file, reason=replaced.replaced_because)
    return _date_anew(loading, story, item) if later else item


def _date_anew(loading: _Loading, story: EvidenceStory, item: EvidenceItem) -> EvidenceItem:
    return edit_item(
        actor=loading.actors[story.owner],
        item=item,
        version_id=item.version_id,
        title=item.title,
        description=item.description,
        kind=item.kind,
        evidence_on=shift_days(loading.day, story.dated),
        valid_until=shift_days(loading.day, story.until),
        owner_id=item.owner_id,
        is_confidential=item.is_confidential,
    )


def _answer(loading: _Loading, service: str, story: ResponseStory) -> None:
    """Save what is said of an element; where it was scored otherwise at first, save that before."""
    response = get_response(loading.assessments[service].id, story.code)
    if story.was is not None:
        draft = story.model_copy(update={"level": story.was, "tell": ""})
        _save(loading, response, draft, LEAD)
    _save(loading, response, story, story.owner or LEAD)


def _save(loading: _Loading, response: ElementResponse, story: ResponseStory, by: str) -> None:
    owner = loading.actors[story.owner].user_id if story.owner else None
    save_response(
        actor=loading.actors[by],
        response=response,
        standard=loading.standard,
        version_id=response.version_id,
        level=story.level,
        level_reason=story.level_reason,
        justification=story.justification,
        tell=story.tell,
        owner_id=owner,
    )


def _attach_and_withdraw(loading: _Loading, story: EvidenceStory) -> None:
    actor, item = loading.actors[story.owner], loading.items[story.key]
    for service, notes in story.proves.items():
        for code, note in notes.items():
            response = get_response(loading.assessments[service].id, code)
            attach_evidence(actor=actor, response=response, item=item, note=note)
    if story.withdrawn_because:
        withdraw_item(actor=actor, item=item, reason=story.withdrawn_because)
