#!/bin/sh
# A real server of direct routing takes packets for the VIP, so it holds the address itself.
set -e
ip address replace "$VIP/32" dev lo
