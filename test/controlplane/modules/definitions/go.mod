// Names the modules that bring the CustomResourceDefinitions of Istio and the Gateway API; nothing of them is built.
module atelier.dev/definitions

go 1.24.0

require (
	istio.io/api v1.28.0
	sigs.k8s.io/gateway-api v1.4.0
)
