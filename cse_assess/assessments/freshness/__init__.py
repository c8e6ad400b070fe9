"""What evidence to renew by when: lists, a calendar, reminders and the people's own calendars."""
