"""Who may do what: agents and their sign-in, kiosk devices and the sessions held on them."""
