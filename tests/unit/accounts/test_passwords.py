"""Which passwords are refused, and how they are kept."""

import timeit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cse_assess.accounts.passwords import (
    check_password,
    hash_password,
    needs_rehash,
    verify_password,
)
from cse_assess.errors import DomainError

OWN = ["Ada Example", "ada.example@harbour.example.org", "Harbour Council"]


@pytest.mark.parametrize(
    "password",
    [
        "mended kettle harbour",
        "purple monkey coffee",
        "three random words",
        "9384 7561 0283",
        "Zq7#ppT1!xwK",
        "ein sehr langes Kennwort",
        "пароль длинный достаточно",
        "harbour kettle bicycle",
        "x7" * 6 + "kettle",
    ],
)
def test_a_long_password_of_any_kind_is_accepted(password):
    check_password(password, own_words=OWN)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "12 characters or more"),
        ("Zq7#ppT1!xw", "12 characters or more"),
        ("x" * 201, "200 characters or fewer"),
        ("password1234", "harder to guess"),
        ("P@ssw0rdP@ssw0rd", "harder to guess"),
        ("passwordpasswordpassword", "harder to guess"),
        ("CustomerService2026!", "harder to guess"),
        ("Summer2026!!!", "harder to guess"),
        ("LondonWinter24", "harder to guess"),
        ("123456789012", "harder to guess"),
        ("210987654321", "harder to guess"),
        ("13579135791357", "harder to guess"),
        ("aaaaaaaaaaaa", "harder to guess"),
        ("abababababab", "harder to guess"),
        ("abcdefghijklmno", "harder to guess"),
        ("Ada Example 1987", "your name"),
        ("exampleadaexample", "your name"),
        ("harbourcouncil1", "your name"),
        ("ada.example@harbour.example.org", "your name"),
    ],
)
def test_a_password_that_is_short_long_or_guessed_first_is_refused(password, words):
    with pytest.raises(DomainError, match=words) as refusal:
        check_password(password, own_words=OWN)
    assert refusal.value.field == "password"


def test_a_hash_carries_todays_cost_and_not_the_password():
    kept = hash_password("mended kettle harbour")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert not needs_rehash(kept)
    assert kept != hash_password("mended kettle harbour")


def test_only_the_password_itself_opens():
    kept = hash_password("mended kettle harbour")
    assert verify_password(kept, "mended kettle harbour")
    assert not verify_password(kept, "mended kettle harbour ")
    assert not verify_password(kept, "Mended kettle harbour")


def test_two_ways_to_type_the_same_letters_are_one_password():
    assert verify_password(hash_password("caf\u00e9 kettle harbour"), "cafe\u0301 kettle harbour")


@pytest.mark.parametrize("kept", [None, "", "not a hash", "$argon2id$broken"])
def test_an_account_without_a_sound_hash_never_opens(kept):
    assert not verify_password(kept, "no account has this password")


def test_an_unknown_account_costs_as_much_as_a_wrong_password():
    kept = hash_password("mended kettle harbour")

    def fastest(password_hash) -> float:
        return min(timeit.repeat(lambda: verify_password(password_hash, "x"), number=1, repeat=5))

    assert fastest(None) > fastest(kept) / 2


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="an", max_size=200), st.lists(st.text(alphabet="an", max_size=6)))
def test_no_password_takes_long_to_check(password, words):
    try:
        check_password(password, own_words=words)
    except DomainError as refusal:
        assert refusal.message  # noqa: PT017 -- either outcome is fine; that it ends is the point
