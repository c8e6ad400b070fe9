"""Choosing evidence from the library, for every page that adds some of it to something."""

from flask import request

from cse_assess.accounts.access import current_actor
from cse_assess.assessments.forms import ChooseItemsForm, SearchForm
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.queries import get_item, list_items
from cse_assess.web.paging import wanted_page


def search_library() -> dict[str, object]:
    """Return what the macro `library_choice` shows: the search, and the page that it found."""
    actor, search = current_actor(), SearchForm(request.args)
    number = wanted_page()
    page = list_items(actor.member_of, search.filters, number, viewer=actor)
    return {"search_form": search, "page": page}


def load_chosen(form: ChooseItemsForm) -> list[EvidenceItem]:
    """Return the items that were ticked; raise `NotFound` for one that the library lacks."""
    return [get_item(item_id, current_actor().member_of) for item_id in form.item_ids]
