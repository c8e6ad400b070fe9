"""What the tests of the library's pages send and read."""

import html5lib

from cse_assess.evidence import queries
from cse_assess.evidence.models import EvidenceItem

TEXT = b"Notes of the customer panel, 3 March 2026"


def text_of(response) -> str:
    tree = html5lib.parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    return " ".join(" ".join(tree.find("body").itertext()).split())


def send(client, address, data):
    """Send a form and follow the redirect that answers it."""
    response = client.post(address, data=data)
    assert response.status_code == 302, text_of(response)
    return client.get(response.location)


def only_item(organisation_id: int) -> EvidenceItem:
    [listed] = queries.list_items(organisation_id, queries.ItemFilters()).items
    return listed.item
