from factories.accounts import make_user

from cse_assess.web.limits import FORM_BYTES, STRANGERS_BYTES

LARGE = {"email": "a" * (STRANGERS_BYTES + 1)}


def test_a_large_request_of_a_stranger_is_refused_unread(client):
    response = client.post("/sign-in", data=LARGE, content_type="multipart/form-data")
    assert response.status_code == 413


def test_a_large_request_of_a_person_who_signed_in_is_read(client, sign_in):
    sign_in(client, make_user())
    response = client.post("/account/name", data=LARGE, content_type="multipart/form-data")
    assert response.status_code != 413


def test_a_large_form_without_files_is_refused_unread(client, sign_in):
    sign_in(client, make_user())
    response = client.post("/account/name", data={"name": "a" * (FORM_BYTES + 1)})
    assert response.status_code == 413
