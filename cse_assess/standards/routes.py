"""The pages of the standards: browse them, and take in the official wording."""

from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = ()
