"""To and from the office: the protocol, the client, one run, and enrolment."""
