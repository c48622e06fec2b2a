"""The register of issued papers: drafts, number series, dates, signatories, stored bytes, digests."""
