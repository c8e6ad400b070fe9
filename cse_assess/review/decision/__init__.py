"""The assessor's report, the round on its facts, and the decision."""
