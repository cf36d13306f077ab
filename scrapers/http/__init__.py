"""The network, touched in one place and politely.

get           one GET that gives a Snapshot: the client that every source is handed
connections   sockets that cannot be led astray
response      one answer, and what its status and headers ask of us
rate_limit    whose turn it is: pauses, daily budgets, holds
budgets       how often each host may be asked
robots        what robots.txt allows
urls          what of an address may be shown, and whose server it is

patience      when to stop going through many pages of one server
"""
