"""The assessor's report as a paper: PDF and Word, from the draft or from what was signed."""
