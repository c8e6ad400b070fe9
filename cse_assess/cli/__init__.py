"""The command line. Each command lives in its own module and is loaded when it is called."""

from importlib import import_module

import click

COMMANDS = {
    "assessment": "cse_assess.cli.assessment:assessment_group",
    "audit": "cse_assess.cli.audit:audit_group",
    "database": "cse_assess.cli.database:database_group",
    "demo": "cse_assess.cli.demo:demo_command",
    "evidence": "cse_assess.cli.evidence:evidence_group",
    "extract": "cse_assess.cli.extract:extract_command",
    "forecast": "cse_assess.cli.forecast:forecast_command",
    "fragility": "cse_assess.cli.fragility:fragility_command",
    "pack": "cse_assess.cli.pack:pack_command",
    "privacy": "cse_assess.cli.privacy:privacy_group",
    "readiness": "cse_assess.cli.readiness:readiness_command",
    "report": "cse_assess.cli.report:report_group",
    "route": "cse_assess.cli.route:route_command",
    "serve": "cse_assess.cli.serve:serve_command",
    "standard": "cse_assess.cli.standard:standard_group",
    "submit": "cse_assess.cli.submit:submit_command",
    "suggest": "cse_assess.cli.suggest:suggest_command",
    "takeaway": "cse_assess.cli.takeaway:takeaway_group",
    "user": "cse_assess.cli.user:user_group",
    "verify": "cse_assess.cli.verify:verify_command",
    "worker": "cse_assess.cli.worker:worker_command",
}


class LazyGroup(click.Group):
    """A group that imports a command only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command, or None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cse-assess", message="%(prog)s %(version)s")
def main() -> None:
    """CSE Assess: self-assessment, evidence and readiness for Customer Service Excellence."""
