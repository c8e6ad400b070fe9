"""People are told what concerns them, once, on a page of their own."""

import pytest
from factories.accounts import actor_of, make_user

from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.jobs.models import Job
from cse_assess.notices.models import NoticeKind
from cse_assess.notices.queries import count_unread, list_notices
from cse_assess.notices.services import mark_read, send_notice


def tell(person, key="first", **values):
    was_new = send_notice(
        **{
            "user_id": person.id,
            "organisation_id": person.organisation_id,
            "kind": NoticeKind.EVIDENCE_EXPIRES,
            "text": "The charter runs out on 1 May 2027.",
            "url": "/evidence/1",
            "key": key,
            **values,
        }
    )
    session.commit()
    return was_new


def test_the_same_occasion_is_told_once(app):
    person = make_user()
    assert tell(person)
    assert not tell(person)
    assert count_unread(person.id) == 1


def test_two_people_are_told_of_the_same_occasion(app):
    assert tell(make_user())
    assert tell(make_user())


def test_a_text_that_is_too_long_is_cut(app):
    person = make_user()
    tell(person, text="x" * 600)
    assert list_notices(person.id).rows[0].text == "x" * 499 + "…"


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_a_notice_leads_nowhere_but_to_this_site(app, url):
    with pytest.raises(ValueError, match="a path of this site"):
        tell(make_user(), url=url)


def test_what_asks_for_an_answer_is_mailed_at_once(app):
    tell(make_user(), kind=NoticeKind.REQUEST_MADE)
    assert [job.kind for job in session.query(Job)] == ["mail_notices"]


def test_a_reminder_waits_for_the_letter_of_the_day(app):
    tell(make_user())
    assert not session.query(Job).all()


def test_somebody_elses_notice_cannot_be_marked(app):
    person, other = make_user(), make_user()
    tell(person)
    notice = list_notices(person.id).rows[0]
    with pytest.raises(NotFound):
        mark_read(actor=actor_of(other), notice=notice)


def test_the_header_counts_what_is_unread(client, sign_in):
    person = make_user()
    tell(person)
    tell(person, "second")
    page = sign_in(client, person).get("/account").text
    assert "Notices (2" in page


def test_without_unread_notices_the_header_has_no_number(client, sign_in):
    assert "Notices (" not in sign_in(client, make_user()).get("/account").text


def test_the_page_lists_unread_notices_first(client, sign_in):
    person = make_user()
    tell(person, "old", text="An old one.")
    tell(person, "new", text="A new one.")
    notices = list_notices(person.id).rows
    sign_in(client, person).post(f"/notices/{notices[0].id}/read")
    page = client.get("/notices").text
    assert page.index("An old one.") < page.index("A new one.")


def test_marking_a_notice_leads_to_what_it_is_about(client, sign_in):
    person = make_user()
    tell(person, url="/standards")
    [notice] = list_notices(person.id).rows
    answer = sign_in(client, person).post(f"/notices/{notice.id}/read")
    assert answer.headers["Location"] == "/standards"
    session.expire_all()
    assert count_unread(person.id) == 0


def test_all_are_marked_at_once(client, sign_in):
    person, other = make_user(), make_user()
    for key in ("one", "two"):
        tell(person, key)
        tell(other, key)
    sign_in(client, person).post("/notices/read")
    session.expire_all()
    assert (count_unread(person.id), count_unread(other.id)) == (0, 2)


def test_the_notices_of_somebody_else_are_not_found(client, sign_in):
    tell(person := make_user())
    [notice] = list_notices(person.id).rows
    assert sign_in(client, make_user()).post(f"/notices/{notice.id}/read").status_code == 404


def test_many_notices_come_in_pages(client, sign_in, count_queries):
    person = make_user()
    for number in range(70):
        tell(person, f"{number}")
    sign_in(client, person)
    with count_queries() as first:
        assert client.get("/notices").status_code == 200
    with count_queries() as last:
        assert "Notices" in client.get("/notices?page=99").text
    assert len(first) == len(last)
