"""What every part of the sample's story has in common: nothing unknown, and nothing changed."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A part of the story; raises `pydantic.ValidationError` for a field that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)
