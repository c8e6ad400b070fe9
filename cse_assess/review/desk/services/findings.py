"""What the assessor finds: kept, and compared with what they wrote in another window meanwhile."""

from collections.abc import Collection

from cse_assess.accounts.actor import Actor
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import Conflict, NotFound
from cse_assess.review.desk import queries
from cse_assess.review.desk.claims import read_claims
from cse_assess.review.desk.models import Finding, Review
from cse_assess.review.desk.services.guards import begin_writing, record_deed
from cse_assess.review.desk.values import (
    FIELDS,
    FindingValues,
    check_values,
    find_changed,
    keep_theirs,
)
from cse_assess.standards.structure import Standard


class FindingConflict(Conflict):
    """The element was saved elsewhere after this form was opened, and both changed the same field.

    `theirs` is what stands now, `mine` what was about to be saved, `merged` what to start from:
    mine, but theirs in the fields that I had not touched.
    """

    def __init__(
        self,
        *,
        theirs: FindingValues,
        mine: FindingValues,
        merged: FindingValues,
        version_id: int,
    ) -> None:
        super().__init__("This was saved in another window while you were writing.")
        self.theirs = theirs
        self.mine = mine
        self.merged = merged
        self.version_id = version_id


def save_finding(
    *,
    actor: Actor,
    review: Review,
    standard: Standard,
    code: str,
    version_id: int,
    seal: str,
    values: FindingValues,
) -> bool:
    """Keep what the assessor finds on an element; return whether anything changed.

    `version_id` and `seal` (`FindingValues.seal`) say what was on the screen; the version is 0
    where nothing was found yet. Fields that only somebody else changed meanwhile stay theirs.
    Raises `NotAllowed`, `NotFound`, `DomainError` for a wrong value, and `FindingConflict`.
    """
    begin_writing(actor, review)
    claim = read_claims(review).get(code)
    if claim is None or standard.find_element(code) is None:
        raise NotFound(f"This submission has no such {standard.terms.element.one}.")
    finding = _find_or_make(review, code)
    theirs = FindingValues.of(finding)
    mine = check_values(standard, claim["level"], values)
    if (finding.version_id or 0) != version_id:
        merged = _merge(finding, theirs, mine, seal)
        mine = check_values(standard, claim["level"], merged)
    return _write(actor, review, finding, mine)


def _find_or_make(review: Review, code: str) -> Finding:
    return queries.find_finding(review.id, code) or _make(review, code)


def _make(review: Review, code: str) -> Finding:
    nothing = FindingValues()
    blank = {name: getattr(nothing, name) for name in FIELDS}
    return Finding(review_id=review.id, element_code=code, **blank)


def _merge(
    finding: Finding, theirs: FindingValues, mine: FindingValues, seal: str
) -> FindingValues:
    """Return mine with theirs where I had not touched it; raise where both changed a field."""
    changed = find_changed(theirs, seal).intersection(theirs.differing(mine))
    untouched = changed - find_changed(mine, seal)
    merged = keep_theirs(theirs, mine, untouched)
    if changed != untouched:
        raise FindingConflict(
            theirs=theirs, mine=mine, merged=merged, version_id=finding.version_id or 0
        )
    return merged


def _write(actor: Actor, review: Review, finding: Finding, values: FindingValues) -> bool:
    is_new = finding.id is None
    changed = FindingValues.of(finding).differing(values)
    if not changed:
        return False
    if "level" in changed:
        finding.tested_by_id = actor.user_id if values.level else None
    for name in changed:
        setattr(finding, name, getattr(values, name))
    finding.updated_at = now()
    if is_new:
        session.add(finding)
    session.flush()
    details = {"element": finding.element_code, "fields": list(changed)}
    record_deed(actor, review, AuditAction.REVIEW_FINDING_SAVED, details)
    return True


def choose_sample(
    *, actor: Actor, review: Review, seen: Collection[str], wanted: Collection[str]
) -> int:
    """Take elements into the sample and out of it; return how many are in it now.

    `seen` are those that were in it on the screen, `wanted` those that are ticked: only what was
    changed on the screen is changed. Raises `NotAllowed`; what was not submitted is ignored.
    """
    begin_writing(actor, review)
    known = read_claims(review).keys()
    added, removed = (set(wanted) - set(seen)) & known, set(seen) - set(wanted)
    findings = queries.load_findings(review.id)
    for code in sorted(added):
        _put_into_sample(review, findings, code)
    for code in removed & findings.keys():
        findings[code].is_in_sample = False
    session.flush()
    record_deed(
        actor,
        review,
        AuditAction.REVIEW_SAMPLE_CHOSEN,
        {"added": sorted(added), "removed": sorted(removed & known)},
    )
    return sum(each.is_in_sample for each in findings.values())


def _put_into_sample(review: Review, findings: dict[str, Finding], code: str) -> None:
    if code not in findings:
        findings[code] = _make(review, code)
        session.add(findings[code])
    findings[code].is_in_sample = True
