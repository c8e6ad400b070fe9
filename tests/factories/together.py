"""Requests that really run at the same time, on whichever database the tests run."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask.testing import FlaskClient

from cse_assess.db import session


def post_together(requests):
    """Send one request from each client at once, `(client, address, form)`; return the statuses."""
    session.commit()
    barrier = Barrier(len(requests))

    def post(request):
        client, url, form = request
        barrier.wait()
        return FlaskClient.open(client, url, method="POST", data=form).status_code

    with ThreadPoolExecutor(len(requests)) as pool:
        statuses = list(pool.map(post, requests))
    session.expire_all()
    return statuses
