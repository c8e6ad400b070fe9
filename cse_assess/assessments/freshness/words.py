"""What the states of freshness are called on pages."""

from cse_assess.analysis.freshness import Freshness

STATE_TITLES = {
    Freshness.EXPIRED: "Out of date",
    Freshness.EXPIRES_BEFORE: "Out of date by the visit",
    Freshness.UNDATED: "No date",
    Freshness.CURRENT: "Current",
}

STATE_TONES = {
    Freshness.EXPIRED: "bad",
    Freshness.EXPIRES_BEFORE: "middling",
    Freshness.UNDATED: "none",
    Freshness.CURRENT: "good",
}
