"""Finds e-mail addresses, and tells an organisation's own from a person's."""

import re
from collections.abc import Iterator

from cse_assess.reading.privacy.findings import Match, PrivacyKind

_LOCAL = r"(?<![\w+'&-])\w[\w.+'&-]{0,63}"
_NAME = r"[^\W_][\w-]{0,62}"
_TOP = r"(?P<top>[^\W\d_]{2,24})(?![\w-])"
_ADDRESS = re.compile(rf"(?P<local>{_LOCAL})@(?:{_NAME}\.){{1,8}}{_TOP}")
_AT = r"\s?[\[(]\s?at\s?[\])]\s?"
_DOT = r"(?:\.|\s?[\[(]\s?dot\s?[\])]\s?)"
_SPELT = re.compile(rf"(?P<local>{_LOCAL}){_AT}(?:{_NAME}{_DOT}){{1,8}}{_TOP}", re.IGNORECASE)
_FILE_ENDINGS = frozenset({"png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js"})
_ROLE_WORDS_IN_ORDER = """
access admin appeals benefits bookings care careline centre communications complaints
compliments consultation contact contactus council counciltax customer customercare customers
customerservice customerservices data dataprotection desk dpo elections engagement enquiries
enquiry equalities events feedback finance foi freedom general hello help helpdesk helpline
housing hr info information jobs learning library libraries licensing mail mailbox marketing
media museum news newsletter no noreply office online outreach parking pensions
planning policy postmaster press procurement protection public reception recruitment
registrars registry repairs reply reservations safeguarding sales secretary service
servicedesk services standards support tax team tenancy training transport us volunteering
waste web webmaster website
"""
_ROLE_WORDS = frozenset(_ROLE_WORDS_IN_ORDER.split())


def find_email_addresses(text: str) -> Iterator[Match]:
    """Return the e-mail addresses in `text`; one that is spelt out ("(at)") is a guess.

    An address may be public where every word before the @ names a team or a purpose and none a
    person: enquiries@, press-office@.
    """
    for pattern, certain in ((_ADDRESS, True), (_SPELT, False)):
        for found in pattern.finditer(text):
            if found["top"].lower() not in _FILE_ENDINGS:
                is_public = _is_role(found["local"])
                yield Match(PrivacyKind.EMAIL_ADDRESS, *found.span(), certain, is_public)


def _is_role(local: str) -> bool:
    words = [word for word in re.split(r"[\W\d_]+", local.lower()) if word]
    return bool(words) and all(word in _ROLE_WORDS for word in words)
