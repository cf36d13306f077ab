"""The network, accessed politely and in one place only.

get           one GET that gives a Snapshot: the client passed to every source
connections   sockets that a server cannot misdirect or stall
response      one response, and what its status and headers require of us
rate_limit    when a request may be sent: pauses, daily budgets, holds
budgets       how often we may send requests to each host
robots        what robots.txt allows
urls          which parts of an address may be shown, and whose server it is

patience      when to stop requesting many pages from one server
"""
