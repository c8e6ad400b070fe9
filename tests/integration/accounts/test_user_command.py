"""`cse-assess user`, as people script against it."""

import json

import pytest
from factories.accounts import make_organisation, make_service, make_user
from factories.commands import command_line
from sqlalchemy import select

from cse_assess.accounts.models import Organisation, User
from cse_assess.accounts.queries import find_user_by_email, get_actor
from cse_assess.clock import today
from cse_assess.db import session

ADD = ("user", "add", "--email", "ada@example.org", "--name", "Ada Example")


@pytest.fixture
def run(app, settings, monkeypatch):
    """Give a function that runs a command on the test's installation."""
    monkeypatch.setenv("CSE_ASSESS_BASE_URL", "https://assess.example.org")
    with command_line(settings, monkeypatch) as run:
        yield run


def test_the_first_person_of_a_new_organisation_gets_a_link_that_works(run, client):
    result = run(
        *ADD, "--role", "administrator", "--role", "lead", "--organisation", "Harbour", "--json"
    )
    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    assert document["organisation"] == "Harbour"
    assert document["organisation_created"] is True
    assert document["roles"] == ["administrator", "lead"]
    path = document["link"].removeprefix("https://assess.example.org")
    client.post(path, data={"password": "copper lantern voyage"})
    assert client.get("/people").status_code == 200


def test_the_only_organisation_need_not_be_named(run):
    organisation = make_organisation()
    assert run(*ADD, "--role", "reader").exit_code == 0
    assert find_user_by_email("ada@example.org").organisation_id == organisation.id


@pytest.mark.parametrize("count", [0, 2])
def test_otherwise_it_has_to_be_named(run, count):
    for _ in range(count):
        make_organisation()
    result = run(*ADD, "--role", "reader")
    assert result.exit_code == 1
    assert "--organisation" in result.stderr


def test_a_contributor_is_given_services_by_name(run):
    service = make_service(name="Libraries")
    result = run(*ADD, "--role", "contributor", "--service", "Libraries")
    assert result.exit_code == 0, result.output
    person = find_user_by_email("ada@example.org")
    assert get_actor(person.id, today()).contributes_to == {service.id}


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--role", "contributor", "--service", "Museums"), "It has: Libraries"),
        (("--role", "contributor"), "Select the services"),
        (("--role", "reader", "--email", "ada"), "correct format"),
        (("--role", "reader", "--email", "taken@example.org"), "already an account"),
        (("--role", "reader", "--name", "A\nBcc: b@example.org"), "one line"),
        (("--role", "reader", "--name", " "), "missing"),
    ],
)
def test_a_refused_person_leaves_nothing_and_a_reason(run, arguments, reason):
    service = make_service(name="Libraries")
    make_user(organisation=service.organisation, email="taken@example.org")
    result = run(*ADD, *arguments)
    assert result.exit_code == 1
    assert reason in result.stderr
    assert result.stdout == ""
    assert len(session.scalars(select(User)).all()) == 1


def test_a_refused_person_leaves_no_new_organisation_behind(run):
    assert run(*ADD, "--role", "contributor", "--organisation", "New").exit_code == 1
    assert session.scalar(select(Organisation)) is None


@pytest.mark.parametrize(
    "arguments", [("user", "add"), (*ADD, "--role", "king"), ("user", "link"), ("user", "drop")]
)
def test_wrong_usage_ends_with_two(run, arguments):
    assert run(*arguments).exit_code == 2


def test_the_owner_makes_a_link_for_whoever_cannot_get_one(run, client):
    person = make_user("administrator")
    result = run("user", "link", "--email", person.email.upper())
    assert result.exit_code == 0
    path = result.stdout.partition("https://assess.example.org")[2].strip()
    assert client.get(path).status_code == 200


def test_there_is_no_link_for_an_unknown_address(run):
    result = run("user", "link", "--email", "nobody@example.org")
    assert result.exit_code == 1
    assert "no account" in result.stderr
