//go:build tools

// Package kwok names the command that gives tests their simulated nodes.
package kwok

import (
	_ "sigs.k8s.io/kwok/cmd/kwok"
)
