// Renders a Helm chart with Go's templates and Sprig, where helm itself is not at hand: main <chart> <values file>. What helm adds to both is here: include, toYaml,
// fromYaml, required, fail, lookup (nothing is there), .Files, and values merged over the chart's own. Random texts are the same each time, so renderings can be compared.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"sigs.k8s.io/yaml"
)

type files struct{ root string }

func (f files) Get(name string) (string, error) {
	data, err := os.ReadFile(filepath.Join(f.root, name))
	return string(data), err
}

func (f files) Glob(pattern string) (map[string][]byte, error) {
	names, err := filepath.Glob(filepath.Join(f.root, pattern))
	found := map[string][]byte{}
	for _, name := range names {
		relative, _ := filepath.Rel(f.root, name)
		found[relative], err = os.ReadFile(name)
	}
	return found, err
}

func main() {
	if len(os.Args) != 3 {
		fail("usage: main <chart> <values file>")
	}
	chart := os.Args[1]
	values := read(filepath.Join(chart, "values.yaml"))
	merge(values, read(os.Args[2]))
	data := map[string]interface{}{
		"Values":  values,
		"Release": map[string]interface{}{"Name": "picket", "Namespace": "reports", "Service": "Helm", "IsInstall": true, "IsUpgrade": false, "Revision": 1},
		"Chart":   chartOf(filepath.Join(chart, "Chart.yaml")),
		"Files":   files{chart},
	}

	root := template.New("chart").Option("missingkey=zero")
	root.Funcs(sprig.TxtFuncMap()).Funcs(template.FuncMap{
		"include": func(name string, data interface{}) (string, error) {
			var out bytes.Buffer
			err := root.ExecuteTemplate(&out, name, data)
			return out.String(), err
		},
		"toYaml": func(value interface{}) (string, error) {
			text, err := yaml.Marshal(value)
			return strings.TrimSuffix(string(text), "\n"), err
		},
		"fromYaml": func(text string) (map[string]interface{}, error) {
			value := map[string]interface{}{}
			return value, yaml.Unmarshal([]byte(text), &value)
		},
		"fail":         func(message string) (string, error) { return "", fmt.Errorf("%s", message) },
		"lookup":       func(string, string, string, string) map[string]interface{} { return map[string]interface{}{} },
		"randAlphaNum": func(length int) string { return strings.Repeat("r", length) },
	})
	var names []string
	err := filepath.Walk(filepath.Join(chart, "templates"), func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(chart, path)
		names = append(names, name)
		_, err = root.New(name).Parse(string(text))
		return err
	})
	if err != nil {
		fail(err.Error())
	}

	sort.Strings(names)
	for _, name := range names {
		if strings.HasPrefix(filepath.Base(name), "_") {
			continue
		}
		var out bytes.Buffer
		if err := root.ExecuteTemplate(&out, name, data); err != nil {
			fail(err.Error())
		}
		text := strings.TrimSpace(out.String())
		if text == "" {
			continue
		}
		if strings.HasSuffix(name, ".txt") {
			text = "# " + strings.ReplaceAll(text, "\n", "\n# ")
		}
		fmt.Printf("---\n# Source: %s\n%s\n", name, strings.TrimPrefix(text, "---\n"))
	}
}

func chartOf(path string) map[string]interface{} {
	chart := read(path)
	named := map[string]interface{}{}
	for key, value := range chart {
		named[strings.ToUpper(key[:1])+key[1:]] = value
	}
	return named
}

func read(path string) map[string]interface{} {
	text, err := os.ReadFile(path)
	if err != nil {
		fail(err.Error())
	}
	value := map[string]interface{}{}
	if err := yaml.Unmarshal(text, &value); err != nil {
		fail(path + ": " + err.Error())
	}
	return value
}

func merge(into, from map[string]interface{}) {
	for key, value := range from {
		below, isMap := value.(map[string]interface{})
		old, wasMap := into[key].(map[string]interface{})
		if isMap && wasMap {
			merge(old, below)
		} else {
			into[key] = value
		}
	}
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, message)
	os.Exit(1)
}
