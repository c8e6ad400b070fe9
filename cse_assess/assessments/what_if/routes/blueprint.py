"""The blueprint of what if."""

from flask import Blueprint

blueprint = Blueprint("what_if", __name__)
