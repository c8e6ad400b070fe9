"""Organisations, services, people and what lets them in."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.clock import now
from cse_assess.db import Base


class Role(StrEnum):
    """What a person may be within their organisation."""

    ADMINISTRATOR = "administrator"
    LEAD = "lead"
    CONTRIBUTOR = "contributor"
    READER = "reader"


class LinkPurpose(StrEnum):
    """What a single-use link is for."""

    SET_UP = "set_up"
    INVITATION = "invitation"
    PASSWORD_RESET = "password_reset"  # noqa: S105 -- a purpose, not a password


class UserStatus(StrEnum):
    """Where a person's account stands."""

    INVITED = "invited"
    ACTIVE = "active"
    DEACTIVATED = "deactivated"


class Organisation(Base):
    """A public body; everything else belongs to one."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    version_id: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version_id}


class Service(Base):
    """The unit that is assessed."""

    __tablename__ = "service"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(String(2000), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    version_id: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation] = relationship()

    __mapper_args__ = {"version_id_col": version_id}


class User(Base):
    """A person who can sign in; an assessor from outside belongs to no organisation."""

    __tablename__ = "user"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_is_lower_case"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_signed_in_at: Mapped[datetime | None]
    deactivated_at: Mapped[datetime | None]
    version_id: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation | None] = relationship()
    role_assignments: Mapped[list["RoleAssignment"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", order_by="RoleAssignment.id"
    )
    assessor_grants: Mapped[list["AssessorGrant"]] = relationship(
        back_populates="user",
        foreign_keys="AssessorGrant.user_id",
        order_by="AssessorGrant.id",
    )

    __mapper_args__ = {"version_id_col": version_id}

    @property
    def status(self) -> UserStatus:
        """Tell whether the person was invited only, can sign in, or may no longer."""
        if self.deactivated_at is not None:
            return UserStatus.DEACTIVATED
        return UserStatus.INVITED if self.password_hash is None else UserStatus.ACTIVE


class RoleAssignment(Base):
    """A role of a person; a contributor's names the service it holds for."""

    __tablename__ = "role_assignment"
    __table_args__ = (
        UniqueConstraint("user_id", "role", "service_id"),
        CheckConstraint(
            "(role = 'contributor') = (service_id IS NOT NULL)",
            name="only_contributor_names_service",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id"))

    user: Mapped[User] = relationship(back_populates="role_assignments")
    service: Mapped[Service | None] = relationship()


class AssessorGrant(Base):
    """Lets a person see one assessment as its assessor, until and including a day.

    `organisation_id` is the one that gave the grant, whose assessment it is.
    """

    __tablename__ = "assessor_grant"
    __table_args__ = (UniqueConstraint("user_id", "assessment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    ends_on: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    user: Mapped[User] = relationship(back_populates="assessor_grants", foreign_keys=[user_id])


class UserSession(Base):
    """A signed-in browser: the cookie holds a random token, the row its SHA-256."""

    __tablename__ = "user_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]

    user: Mapped[User] = relationship()


class AccountLink(Base):
    """A single-use, expiring link that lets a person set their password."""

    __tablename__ = "account_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User | None] = relationship(foreign_keys=[user_id])


class SignInFailure(Base):
    """A failed sign-in, counted by account and by address to slow guessing down."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("ix_sign_in_failure_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(default=now)
