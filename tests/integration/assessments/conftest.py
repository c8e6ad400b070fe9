"""A self-assessment with the people around it."""

import pytest
from factories.accounts import make_assessor, make_organisation, make_service, make_user
from factories.assessments import make_assessment


@pytest.fixture
def organisation(app):
    return make_organisation(name="Wexmoor District Council")


@pytest.fixture
def service(organisation):
    return make_service(organisation, name="Libraries")


@pytest.fixture
def assessment(service):
    return make_assessment(service)


@pytest.fixture
def enter(app, sign_in, organisation, assessment):
    """Give a function that signs a person of this kind in on a browser of their own."""

    def enter(kind: str, **values):
        return sign_in(app.test_client(), make_person(kind, organisation, assessment, **values))

    return enter


def make_person(kind, organisation, assessment, **values):
    if kind == "contributor":
        return make_user(contributes_to=(assessment.service,), **values)
    if kind == "assessor":
        return make_assessor(assessment, **values)
    if kind == "stranger":
        return make_user("lead", make_organisation(), **values)
    return make_user(kind, organisation, **values)
