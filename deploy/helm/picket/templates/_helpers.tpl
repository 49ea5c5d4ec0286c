{{- /* Names, labels and what several objects share. */ -}}

{{- define "picket.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- /* Takes (list root component). */ -}}
{{- define "picket.selector" -}}
app.kubernetes.io/name: picket
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "picket.labels" -}}
{{- $root := index . 0 -}}
{{ include "picket.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version }}
{{- end }}

{{- /* Takes (list root program). */ -}}
{{- define "picket.image" -}}
{{- $root := index . 0 -}}
{{- $program := index . 1 -}}
{{- with index $root.Values.image.digests $program -}}
{{ $root.Values.image.repository }}/{{ $program }}@{{ . }}
{{- else -}}
{{ $root.Values.image.repository }}/{{ $program }}:{{ $root.Values.image.tag | default $root.Chart.AppVersion }}
{{- end -}}
{{- end }}

{{- define "picket.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "picket.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1654
runAsGroup: 1654
fsGroup: 1654
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "picket.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{- /* Spreads pods over nodes and zones. Takes (list root component). */ -}}
{{- define "picket.spread" -}}
- maxSkew: 1
  topologyKey: kubernetes.io/hostname
  whenUnsatisfiable: ScheduleAnyway
  labelSelector: { matchLabels: {{ include "picket.selector" . | fromYaml | toJson }} }
- maxSkew: 1
  topologyKey: topology.kubernetes.io/zone
  whenUnsatisfiable: ScheduleAnyway
  labelSelector: { matchLabels: {{ include "picket.selector" . | fromYaml | toJson }} }
{{- end }}

{{- define "picket.postgresSecret" -}}
{{- if .Values.postgres.bundled.enabled }}{{ include "picket.name" . }}-postgres{{ else }}{{ .Values.postgres.secret.name }}{{ end }}
{{- end }}

{{- define "picket.framesSecretName" -}}
{{- .Values.framesSecret.name | default (printf "%s-frames" (include "picket.name" .)) }}
{{- end }}

{{- define "picket.postgresEnv" -}}
- name: ConnectionStrings__Postgres
  valueFrom: { secretKeyRef: { name: {{ include "picket.postgresSecret" . }}, key: {{ .Values.postgres.bundled.enabled | ternary "connection" .Values.postgres.secret.key }} } }
{{- end }}

{{- define "picket.framesEnv" -}}
- name: Picket__FramesSecret
  valueFrom: { secretKeyRef: { name: {{ include "picket.framesSecretName" . }}, key: {{ .Values.framesSecret.key }} } }
{{- end }}

{{- /* The gateways' service. With TLS at the gateways their certificate is not for its name, so silos then send the canary to themselves. */ -}}
{{- define "picket.canaryUrl" -}}
{{- if .Values.canary.url }}{{ .Values.canary.url }}{{ else if not .Values.gateway.tlsSecret }}http://{{ include "picket.name" . }}{{ end }}
{{- end }}

{{- /* Settings as environment. Takes (list map of settings). */ -}}
{{- define "picket.settingsEnv" -}}
{{- range $name, $value := index . 0 }}
- { name: Picket__{{ $name }}, value: {{ $value | toString | quote }} }
{{- end }}
{{- end }}

{{- define "picket.listEnv" -}}
{{- $name := index . 0 }}
{{- range $i, $value := index . 1 }}
- { name: Picket__{{ $name }}__{{ $i }}, value: {{ $value | quote }} }
{{- end }}
{{- end }}

{{- /* What a value must be for the rest to make sense; each message says what to do. */ -}}
{{- define "picket.check" -}}
{{- if not .Values.publicUrl }}{{ fail "publicUrl: say how browsers reach Picket, such as --set publicUrl=https://reports.example.com" }}{{ end }}
{{- if not (regexMatch "^https?://[^/?#@]+$" .Values.publicUrl) }}{{ fail "publicUrl: scheme, host and port only, such as https://reports.example.com" }}{{ end }}
{{- if and (not .Values.postgres.secret.name) (not .Values.postgres.bundled.enabled) }}{{ fail "postgres.secret.name: name a secret with the connection string of your PostgreSQL, or try with --set postgres.bundled.enabled=true" }}{{ end }}
{{- if and .Values.postgres.secret.name .Values.postgres.bundled.enabled }}{{ fail "postgres: a secret of yours or the bundled PostgreSQL, not both" }}{{ end }}
{{- if lt (int .Values.silo.terminationGracePeriodSeconds) 40 }}{{ fail "silo.terminationGracePeriodSeconds: at least 40, a silo takes up to 30 s to stop" }}{{ end }}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) }}{{ fail "httpRoute.parentRefs: name the Gateway that the route belongs to" }}{{ end }}
{{- end }}
