"""Proofs of pieces: each is linked as a build would, looked at by preflight, and shown to people.

prover     Job -> Proof            the very file, its findings and its picture
sheet      Proof … -> ProofSheet   what changed first
"""
