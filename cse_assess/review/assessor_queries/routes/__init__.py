"""The pages of queries: the assessor's, and the organisation's."""

from cse_assess.review.assessor_queries.routes import answering, asking, deciding, received
from cse_assess.review.assessor_queries.routes.blueprint import asked, received_queries

BLUEPRINTS = (asked, received_queries)

__all__ = ["BLUEPRINTS", "answering", "asking", "deciding", "received"]
