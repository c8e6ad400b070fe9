"""What roles and account states are called, and what each role lets a person do."""

from cse_assess.accounts.models import Role, UserStatus

ROLE_TITLES = {
    Role.ADMINISTRATOR: "Administrator",
    Role.LEAD: "Improvement lead",
    Role.CONTRIBUTOR: "Contributor",
    Role.READER: "Reader",
}

ROLE_EXPLANATIONS = {
    Role.ADMINISTRATOR: "Looks after people, services and the organisation's settings",
    Role.LEAD: "Runs the self-assessments of every service, and invites assessors",
    Role.CONTRIBUTOR: "Writes and adds evidence for the services that you select below",
    Role.READER: "Reads every self-assessment and changes nothing",
}

STATUS_TITLES = {
    UserStatus.INVITED: "Invited",
    UserStatus.ACTIVE: "Active",
    UserStatus.DEACTIVATED: "Deactivated",
}
"""The words; templates give them a colour as well, never a colour alone."""
