"""What pages call the kinds of findings, and how sure one is."""

from cse_assess.analysis.checks.facts import CheckKind, Sureness

KIND_TITLES = {
    CheckKind.NO_EVIDENCE: "Met without evidence",
    CheckKind.NOTHING_TO_LEARN: "Exemplary, but nothing for others to learn",
    CheckKind.ALL_POLICY: "All policy and no result",
    CheckKind.UNSUPPORTED: "A figure or date that no evidence holds",
    CheckKind.NOT_LOOKED_UP: "A figure or date that could not be looked up",
    CheckKind.TOO_OLD: "Evidence older than asked for",
    CheckKind.SAYS_LITTLE: "Hardly a word of justification",
    CheckKind.SAME_WORDS: "The same text elsewhere",
    CheckKind.VAGUE: "Vague words",
    CheckKind.OWNER_LEFT: "The owner has left",
    CheckKind.NO_OWNER: "Nobody owns it",
    CheckKind.TO_CONFIRM: "Still to confirm",
}
SURENESS_TITLES = {
    Sureness.CERTAIN: "Certain",
    Sureness.LIKELY: "Likely",
    Sureness.PERHAPS: "Worth a look",
}
SURENESS_TONES = {Sureness.CERTAIN: "bad", Sureness.LIKELY: "middling", Sureness.PERHAPS: "info"}
