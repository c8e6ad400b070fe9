"""Who acts: the one argument by which services and policies know a person."""

from dataclasses import dataclass, field

from cse_assess.accounts.models import Role
from cse_assess.errors import NotAllowed

SEES_EVERY_SERVICE = frozenset({Role.ADMINISTRATOR, Role.LEAD, Role.READER})
SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Actor:
    """A person as the policies see them, at one moment.

    `contributes_to` holds the ids of services, `assesses` the ids of assessments whose grant has
    not ended today. A script of the installation's owner acts as `Actor.system`.
    """

    user_id: int | None
    name: str
    organisation_id: int | None
    roles: frozenset[Role] = frozenset()
    contributes_to: frozenset[int] = field(default_factory=frozenset)
    assesses: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def system(cls, organisation_id: int | None = None) -> "Actor":
        """Return the actor of the command line: everything within `organisation_id`."""
        return cls(
            user_id=None,
            name="Command line",
            organisation_id=organisation_id,
            roles=frozenset({Role.ADMINISTRATOR, Role.LEAD}),
        )

    @property
    def member_of(self) -> int:
        """Return the id of the person's organisation; raise `NotAllowed` for an outsider."""
        if self.organisation_id is None:
            raise NotAllowed("You do not belong to an organisation here.")
        return self.organisation_id

    @property
    def is_administrator(self) -> bool:
        """Tell whether the person looks after accounts and settings."""
        return Role.ADMINISTRATOR in self.roles

    @property
    def is_lead(self) -> bool:
        """Tell whether the person runs the organisation's self-assessments."""
        return Role.LEAD in self.roles

    @property
    def is_member(self) -> bool:
        """Tell whether the person holds any role in an organisation."""
        return self.organisation_id is not None and bool(self.roles)

    @property
    def is_assessor(self) -> bool:
        """Tell whether the person reads a submission from outside today."""
        return bool(self.assesses)

    @property
    def sees_every_service(self) -> bool:
        """Tell whether the person may see all services of their organisation."""
        return self.is_member and bool(self.roles & SEES_EVERY_SERVICE)

    @property
    def sees_several_services(self) -> bool:
        """Tell whether there may be more than one service for the person to see."""
        return self.sees_every_service or (self.is_member and len(self.contributes_to) >= SEVERAL)
