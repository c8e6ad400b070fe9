"""Letters: asked for in the page's transaction, sent by a job, and never with a stored link."""

import email
import re
from contextlib import contextmanager
from dataclasses import replace
from email.policy import default

import pytest
from factories.accounts import actor_of, make_user
from factories.assessments import make_assessment
from integration.accounts.smtp_server import mail_server
from sqlalchemy import select

from cse_assess import create_app
from cse_assess.accounts import services
from cse_assess.accounts.models import Role
from cse_assess.accounts.services.letters import ask_for_reset
from cse_assess.clock import today
from cse_assess.config import Mail
from cse_assess.db import db, session
from cse_assess.jobs.models import Job, JobState
from cse_assess.jobs.worker import run_pending_jobs

NEW = "copper lantern voyage"
SENT = "is on its way"


@pytest.fixture
def server():
    with mail_server() as server:
        yield server


@pytest.fixture
def mailing_app(app, settings, server):
    """Give an app like `app` that has a mail server."""
    with app_with(app, settings, server.server_address[1]) as mailing:
        yield mailing


@contextmanager
def app_with(app, settings, port):
    mail = Mail(host="127.0.0.1", port=port, sender="assess@example.org", use_tls=False)
    mailing = create_app(replace(settings, mail=mail, base_url="https://assess.example.org"))
    mailing.test_client_class = app.test_client_class
    mailing.config["WTF_CSRF_ENABLED"] = False
    try:
        yield mailing
    finally:
        with mailing.app_context():
            session.remove()
            db.engine.dispose()


def deliver(mailing_app) -> list[Job]:
    session.commit()
    run_pending_jobs(mailing_app)
    session.rollback()
    return list(session.scalars(select(Job).order_by(Job.id)))


def read(server):
    (letter,) = server.letters
    return email.message_from_bytes(letter, policy=default)


def link_in(letter) -> str:
    return re.search(r"https://assess\.example\.org(/link/\S+)", letter.get_content()).group(1)


def test_an_invited_person_is_sent_a_link_that_works(mailing_app, server, client):
    administrator = make_user(Role.ADMINISTRATOR)
    services.invite_user(
        actor=actor_of(administrator),
        email="bea@example.org",
        name="Zoë Müller, “Bea”",
        roles={Role.READER},
    )
    deliver(mailing_app)
    letter = read(server)
    assert letter["To"].addresses[0].addr_spec == "bea@example.org"
    assert letter["To"].addresses[0].display_name == "Zoë Müller, “Bea”"
    assert letter["From"].addresses[0].addr_spec == "assess@example.org"
    client.post(link_in(letter), data={"password": NEW})
    assert client.get("/services").status_code == 200


def test_the_links_shown_and_sent_both_work_until_one_is_used(mailing_app, server, client):
    administrator = make_user(Role.ADMINISTRATOR)
    _, shown = services.invite_user(
        actor=actor_of(administrator), email="b@example.org", name="B", roles={Role.READER}
    )
    deliver(mailing_app)
    sent = link_in(read(server))
    assert client.get(shown).status_code == client.get(sent).status_code == 200
    client.post(sent, data={"password": NEW})
    assert client.get(shown).status_code == 410


def test_no_job_holds_a_link(mailing_app, server):
    person = make_user()
    ask_for_reset(email=person.email, remote="192.0.2.1")
    (job,) = deliver(mailing_app)
    token = link_in(read(server)).rpartition("/")[2]
    assert job.state == JobState.SUCCEEDED
    assert token not in repr((job.arguments, job.result, job.progress_text, job.failure))


def test_a_forgotten_password_is_set_anew_by_letter(mailing_app, server, client):
    person = make_user()
    browser = mailing_app.test_client()
    response = browser.post("/password/forgotten", data={"email": person.email.upper()})
    assert SENT in response.text
    deliver(mailing_app)
    client.post(link_in(read(server)), data={"password": NEW})
    data = {"email": person.email, "password": NEW}
    assert browser.post("/sign-in", data=data).status_code == 302


@pytest.mark.parametrize("values", [None, {"deactivated_at": True}])
def test_who_has_no_account_gets_the_same_answer_and_no_letter(mailing_app, server, values):
    if values:
        person = make_user(email="nobody@example.org")
        person.deactivated_at = person.created_at
        session.commit()
    browser = mailing_app.test_client()
    response = browser.post("/password/forgotten", data={"email": "nobody@example.org"})
    assert response.status_code == 200
    assert SENT in response.text
    (job,) = deliver(mailing_app)
    assert (job.state, job.result) == (JobState.SUCCEEDED, {"sent": False})
    assert server.letters == []


def test_nobody_is_buried_in_letters(mailing_app, server):
    person, browser = make_user(), mailing_app.test_client()
    answers = [
        browser.post("/password/forgotten", data={"email": person.email}).status_code
        for _ in range(5)
    ]
    assert answers == [200, 200, 200, 429, 429]
    deliver(mailing_app)
    assert len(server.letters) == 3


def test_an_unknown_address_is_limited_alike(mailing_app):
    browser = mailing_app.test_client()
    answers = [
        browser.post("/password/forgotten", data={"email": "no@example.org"}).status_code
        for _ in range(4)
    ]
    assert answers == [200, 200, 200, 429]


def test_an_assessor_with_an_account_is_told_without_a_link(mailing_app, server):
    assessment, known = make_assessment(), make_user(Role.READER)
    lead = make_user(Role.LEAD, assessment.organisation)
    services.invite_assessor(
        actor=actor_of(lead),
        email=known.email,
        name="Whatever",
        assessment_id=assessment.id,
        ends_on=today(),
    )
    deliver(mailing_app)
    letter = read(server).get_content()
    assert "/link/" not in letter
    assert "/reviews" in letter


def test_without_a_mail_server_nothing_is_sent_and_the_page_says_whom_to_ask(app, client):
    person = make_user()
    ask_for_reset(email=person.email, remote=None)
    (job,) = deliver(app)
    assert (job.state, job.result) == (JobState.SUCCEEDED, {"sent": False})
    text = client.get("/password/forgotten").text
    assert "sends no email" in text
    assert "<form" not in text
    assert client.post("/password/forgotten", data={"email": person.email}).status_code == 200
    assert len(deliver(app)) == 1


def test_an_address_that_the_server_refuses_is_not_tried_again(app, settings):
    with (
        mail_server(refuses_recipients=True) as server,
        app_with(app, settings, server.server_address[1]) as mailing,
    ):
        ask_for_reset(email=make_user().email, remote=None)
        (job,) = deliver(mailing)
    assert job.state == JobState.DEAD
    assert "refused the address" in job.failure


def test_a_dead_mail_server_blocks_no_page_and_the_letter_is_tried_again(app, settings):
    administrator = make_user(Role.ADMINISTRATOR)
    services.invite_user(
        actor=actor_of(administrator), email="b@example.org", name="B", roles={Role.READER}
    )
    with app_with(app, settings, port=1) as mailing:
        (job,) = deliver(mailing)
    assert job.state == JobState.QUEUED
    assert job.attempts == 1
