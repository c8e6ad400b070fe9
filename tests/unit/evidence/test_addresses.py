"""Web addresses that serve as evidence."""

import pytest

from cse_assess.errors import DomainError
from cse_assess.evidence.addresses import check_address


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.gov.uk/charter?year=2026#standards",
        "http://intranet/policies",
        "https://192.0.2.1:8443/x",
        "https://[2001:db8::1]/x",
        "https://exämple.org/straße",
        "https://example.org./a",
        "HTTPS://EXAMPLE.ORG",
    ],
)
def test_a_web_address_is_kept_as_typed(address):
    assert check_address(f"  {address}\n") == address


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("", "Enter the web address"),
        ("example.org", "must start with https://"),
        ("javascript:alert(1)", "must start with https://"),
        ("data:text/html,x", "must start with https://"),
        ("file:///etc/passwd", "must start with https://"),
        ("ftp://example.org", "must start with https://"),
        ("//example.org", "must start with https://"),
        ("https://user:secret@example.org", "user name or password"),
        ("https://user@example.org", "user name or password"),
        ("https://", "names no website"),
        ("https:///path", "names no website"),
        ("https://-bad-.org", "names no website"),
        ("https://a..b", "names no website"),
        ("https://example.org:99999", "not complete or has a mistake"),
        ("https://[::1", "not complete or has a mistake"),
        ("https://exa mple.org", "must not contain spaces"),
        ("https://example.org/\\evil", "must not contain spaces"),
        ("https://example.org/a\u202eb", "must not contain spaces"),
        ("https://example.org/a\nb", "must not contain spaces"),
        ('https://example.org/"><script>', "must not contain spaces"),
        ("https://example.org/" + "a" * 2000, "2,000 characters or fewer"),
    ],
)
def test_anything_else_is_refused_with_its_reason(address, says):
    with pytest.raises(DomainError, match=says) as refused:
        check_address(address)
    assert refused.value.field == "url"
