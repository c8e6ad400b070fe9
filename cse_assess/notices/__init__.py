"""What people are told inside the app and by email, and the calendars that they subscribe to."""
