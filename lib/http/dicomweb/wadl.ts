import type { Capability } from './capabilities'

/** Web Application Description Language, the form that PS3.18 8.9.1 asks the capabilities to have. */
export function wadlOf(base: string, capabilities: readonly Capability[]): string {
  const paths = [...new Set(capabilities.map(({ path }) => path))]
  const resources = paths.map((path) => {
    const methods = capabilities.filter((capability) => capability.path === path).map(methodOf)
    return `    <resource path="${escaped(path)}">\n${methods.join('\n')}\n    </resource>`
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<application xmlns="http://wadl.dev.java.net/2009/02" xmlns:xsd="http://www.w3.org/2001/XMLSchema">',
    `  <resources base="${escaped(base)}">`,
    ...resources,
    '  </resources>',
    '</application>',
    '',
  ].join('\n')
}

function methodOf({ method, transaction, requestTypes, responseTypes, query }: Capability): string {
  const params = query.map((name) => `          <param name="${escaped(name)}" style="query"/>`)
  const asked = [...params, ...requestTypes.map(representation)]
  const given = responseTypes.map(representation)
  return [
    `      <method name="${method}" id="${escaped(transaction)}">`,
    ...(asked.length > 0 ? ['        <request>', ...asked, '        </request>'] : []),
    ...(given.length > 0
      ? ['        <response>', ...given, '        </response>']
      : ['        <response status="204"/>']),
    '      </method>',
  ].join('\n')
}

function representation(mediaType: string): string {
  return `          <representation mediaType="${escaped(mediaType)}"/>`
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
