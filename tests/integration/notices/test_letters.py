"""What people leave unread reaches them by e-mail: one letter a day, and requests at once."""

import smtplib
from dataclasses import replace

import pytest
from factories.accounts import make_user

from cse_assess.clock import now
from cse_assess.config import Mail
from cse_assess.db import session
from cse_assess.jobs.models import Job, JobState
from cse_assess.jobs.worker import run_pending_jobs
from cse_assess.notices.mail import MOST_IN_LETTER
from cse_assess.notices.models import Notice, NoticeKind
from cse_assess.notices.services import ask_for_letter, send_notice


class Server:
    """An SMTP server that keeps what it is given, or fails as it is told."""

    sent: list
    failure: Exception | None

    def __init__(self, *_args, **_options) -> None:
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_error) -> None:
        pass

    def send_message(self, message) -> None:
        if self.failure:
            raise self.failure
        self.sent.append(message)


@pytest.fixture
def server(monkeypatch, app):
    settings = app.extensions["settings"]
    mail = Mail(host="mail.example", sender="cse@example.org", use_tls=False)
    app.extensions["settings"] = replace(settings, mail=mail)
    Server.sent, Server.failure = [], None
    monkeypatch.setattr(smtplib, "SMTP", Server)
    return Server


def tell(person, count=1, kind=NoticeKind.EVIDENCE_EXPIRES):
    for number in range(count):
        send_notice(
            user_id=person.id,
            organisation_id=person.organisation_id,
            kind=kind,
            text=f"Notice number {number}.",
            url=f"/evidence/{number}",
            key=f"{kind}:{number}",
        )
    session.commit()


def mail(app, person):
    ask_for_letter(user_id=person.id)
    session.commit()
    run_pending_jobs(app)
    session.expire_all()


def test_a_letter_holds_everything_that_is_unread(app, server):
    person = make_user()
    tell(person, 3)
    mail(app, person)
    [letter] = server.sent
    text = letter.get_content()
    assert letter["Subject"] == "3 notices from CSE Assess"
    assert all(f"Notice number {number}." in text for number in range(3))
    assert "http://127.0.0.1:8000/evidence/2" in text


def test_nothing_is_mailed_twice(app, server):
    person = make_user()
    tell(person)
    mail(app, person)
    mail(app, person)
    assert len(server.sent) == 1


def test_what_was_read_is_not_mailed(app, server):
    person = make_user()
    tell(person)
    session.query(Notice).one().read_at = now()
    mail(app, person)
    assert not server.sent


def test_a_long_list_is_cut_and_says_so(app, server):
    person = make_user()
    tell(person, MOST_IN_LETTER + 5)
    mail(app, person)
    text = server.sent[0].get_content()
    assert "And 5 more" in text
    assert f"Notice number {MOST_IN_LETTER}." not in text


def test_a_request_is_mailed_without_waiting_for_the_round(app, server):
    tell(make_user(), kind=NoticeKind.REQUEST_MADE)
    run_pending_jobs(app)
    assert server.sent[0]["Subject"] == "A notice from CSE Assess"


def test_a_person_whose_account_has_ended_is_sent_nothing(app, server):
    person = make_user()
    tell(person)
    person.deactivated_at = now()
    mail(app, person)
    assert not server.sent


def test_a_server_that_fails_is_tried_again_and_nothing_is_noted(app, server):
    person = make_user()
    tell(person)
    server.failure = smtplib.SMTPServerDisconnected("gone")
    mail(app, person)
    assert session.query(Job).one().state == JobState.QUEUED
    assert session.query(Notice).one().mailed_at is None


def test_without_a_server_nothing_is_sent_and_nothing_is_noted(app):
    person = make_user()
    tell(person)
    mail(app, person)
    assert session.query(Notice).one().mailed_at is None


def test_the_round_asks_for_one_letter_for_each_person(app, server):
    first, second = make_user(), make_user()
    tell(first, 2)
    tell(second, 2)
    session.add(Job(kind="mail_letters", arguments={"on": "2027-05-01"}))
    session.commit()
    run_pending_jobs(app)
    assert sorted(letter["To"] for letter in server.sent) == sorted(
        f"{person.name} <{person.email}>" for person in (first, second)
    )
