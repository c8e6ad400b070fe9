"""The forms of signing in, of people, services and the organisation."""

from collections.abc import Iterable
from typing import Any

from wtforms import StringField

from cse_assess.accounts.models import Role, Service, User
from cse_assess.accounts.passwords import MINIMUM_LENGTH
from cse_assess.accounts.words import ROLE_TITLES
from cse_assess.web.fields import (
    EmailField,
    LongTextField,
    PasswordField,
    TextField,
    TickBoxesField,
    VersionField,
)
from cse_assess.web.forms import BaseForm

PASSWORD_HINT = (
    f"At least {MINIMUM_LENGTH} characters. Three random words make a good one. "
    "It need not hold capitals, digits or signs"
)


def text_of(field: StringField) -> str:
    """Return what was typed into `field`; a form that leaves the field out counts as empty."""
    return field.data or ""


def _new_password(label: str = "Password") -> PasswordField:
    return PasswordField(label, required="Enter a password", hint=PASSWORD_HINT)


class SignInForm(BaseForm):
    """Who is it?"""

    email = EmailField("Email address", required="Enter your email address")
    password = PasswordField("Password", required="Enter your password")


class ForgottenPasswordForm(BaseForm):
    """Where a link to set a new password is sent."""

    email = EmailField("Email address", required="Enter your email address")


class SetPasswordForm(BaseForm):
    """The password that a link lets a person set."""

    password = _new_password()


class SetUpForm(BaseForm):
    """The first organisation of an installation, and its first person."""

    organisation_name = TextField(
        "Organisation name",
        required="Enter the name of your organisation",
        hint="For example, the council, agency or trust that provides the services",
    )
    name = TextField("Your name", required="Enter your name")
    email = EmailField("Your email address", required="Enter your email address")
    password = _new_password()


class ChangePasswordForm(BaseForm):
    """A new password, against the present one."""

    present = PasswordField("Present password", required="Enter your present password")
    password = _new_password("New password")


class NameForm(BaseForm):
    """A person's own name."""

    name = TextField("Name", required="Enter your name")


class RolesForm(BaseForm):
    """What a person may do; the choices are set for each request."""

    roles = TickBoxesField("Roles", required="Select at least one role")
    contributes_to = TickBoxesField("Services that a contributor works on", coerce=int)

    def offer(self, services: Iterable[Service]) -> None:
        """Offer every role, and `services` to contribute to."""
        self.roles.choices = [(role.value, title) for role, title in ROLE_TITLES.items()]
        self.contributes_to.choices = [(service.id, service.name) for service in services]

    @property
    def chosen_roles(self) -> frozenset[Role]:
        """Return the roles that are ticked."""
        return frozenset(Role(value) for value in self.roles.data or ())


class InviteForm(RolesForm):
    """A person to invite."""

    name = TextField("Name", required="Enter their name")
    email = EmailField("Email address", required="Enter their email address")


class PersonForm(RolesForm):
    """A person's name and roles; `version` is the state that the form was filled from."""

    name = TextField("Name", required="Enter their name")
    version = VersionField()

    @staticmethod
    def values_of(person: User) -> dict[str, Any]:
        """Return what the form shows of `person`."""
        return {
            "name": person.name,
            "version": person.version_id,
            "roles": list({each.role for each in person.role_assignments}),
            "contributes_to": [
                each.service_id for each in person.role_assignments if each.service_id
            ],
        }


class ServiceForm(BaseForm):
    """A service's name and description."""

    name = TextField("Service name", required="Enter the name of the service")
    description = LongTextField("What it does and for whom (optional)", max_length=2000, count=True)
    version = VersionField()


class OrganisationForm(BaseForm):
    """The organisation's name."""

    name = TextField("Organisation name", required="Enter the name of the organisation")
    version = VersionField()
