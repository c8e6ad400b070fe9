"""How much time is left until a day, in words."""

from datetime import date

from cse_assess.web.templating import plural


def say_time_left(on: date | None, today: date) -> str:
    """Return the time until and including the day `on`, such as “12 days left”; "" without one."""
    if on is None:
        return ""
    days = (on - today).days
    if days < 0:
        return f"{plural(-days, 'day', 'days')} overdue"
    return f"{plural(days, 'day', 'days')} left" if days else "due today"
