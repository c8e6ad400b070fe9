"""The blueprints of the report: as its assessor writes it, and as the organisation gets it."""

from flask import Blueprint

written = Blueprint("assessor_report", __name__)
received = Blueprint("received_report", __name__)

REPORT = "/reviews/<int:review_id>/report"
SECTION = f"{REPORT}/sections/<key>"
POINT = f"{REPORT}/points/<int:number>"

RECEIVED = "/assessments/<int:assessment_id>/assessor-report"
ONE = f"{RECEIVED}/<int:number>"
RAISED = f"{ONE}/points/<int:point>"
