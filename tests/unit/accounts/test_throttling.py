"""What counts as one address, and what is kept of a subject."""

import pytest

from cse_assess.accounts.services.throttling import SIGN_IN_OF_ACCOUNT, address_of


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        (None, "unknown"),
        ("", "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_a_network_of_ipv6_counts_as_one_address(remote, address):
    assert address_of(remote) == address


def test_a_subject_is_kept_as_its_hash_and_fits_the_column():
    key = SIGN_IN_OF_ACCOUNT.key("ada@example.org")
    assert key.startswith("account:")
    assert "ada" not in key
    assert len(key) <= 80


def test_a_subject_of_any_characters_has_a_key():
    assert SIGN_IN_OF_ACCOUNT.key("\ud800") != SIGN_IN_OF_ACCOUNT.key("")
