"""A worker of an instance with everything that it does, as `cse-assess worker` is one.

The instance is the environment's. Takes one argument, a JSON object: the `LeaseTerms`.
"""

import json
import sys

from cse_assess import create_app
from cse_assess.cli.worker import work_until_stopped
from cse_assess.config import load_settings
from cse_assess.jobs.leases import LeaseTerms

work_until_stopped(create_app(load_settings()), LeaseTerms(**json.loads(sys.argv[1])))
