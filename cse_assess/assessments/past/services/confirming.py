"""The level of the cycle before is confirmed for this one."""

from dataclasses import replace

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import ElementResponse
from cse_assess.assessments.services.responses import save_response
from cse_assess.assessments.values import ResponseValues
from cse_assess.errors import Conflict
from cse_assess.standards.structure import Standard


def confirm_carried_level(
    *, actor: Actor, response: ElementResponse, standard: Standard, version_id: int
) -> None:
    """Give an element the level that it had in the cycle before, and change nothing else of it.

    One that has this level already keeps it. Raises as `save_response` does, and `Conflict` where
    there is no level to be confirmed, or somebody gave the element another one meanwhile.
    """
    if response.carried_level is None or response.level not in {None, response.carried_level}:
        raise Conflict("There is no level to confirm here: somebody scored it meanwhile.")
    values = replace(ResponseValues.of(response), level=response.carried_level)
    save_response(
        actor=actor, response=response, standard=standard, version_id=version_id, values=values
    )
