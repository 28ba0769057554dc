/**
 * What pydicom 3.0.2 (pylibjpeg 2.1, openjpeg 2.6, rle 2.2, gdcm) decodes of the first frame of real files in
 * ../shared/data/dicom: SHA-256 of the little endian samples where the code is exact, else mean of the samples.
 */
export const decodedFiles: readonly { path: string; sha256?: string; mean?: number }[] = [
  {
    path: 'pydicom/test_files/CT_small.dcm',
    sha256: '7a481f6ffff833aef4d8bd54819bd8f472aaa7232090208e056c90eacf079926',
  },
  {
    path: 'pydicom/test_files/MR_small_implicit.dcm',
    sha256: '88617aaa46138fb1b6e2a951e762d962382354d69f47f8c04d4abff2f6a6a63e',
  },
  {
    path: 'pydicom/test_files/MR_small_bigendian.dcm',
    sha256: '88617aaa46138fb1b6e2a951e762d962382354d69f47f8c04d4abff2f6a6a63e',
  },
  {
    path: 'pydicom/test_files/MR_small_RLE.dcm',
    sha256: '88617aaa46138fb1b6e2a951e762d962382354d69f47f8c04d4abff2f6a6a63e',
  },
  {
    path: 'pydicom/test_files/MR_small_jp2klossless.dcm',
    sha256: '88617aaa46138fb1b6e2a951e762d962382354d69f47f8c04d4abff2f6a6a63e',
  },
  {
    path: 'pydicom/test_files/MR_small_jpeg_ls_lossless.dcm',
    sha256: '88617aaa46138fb1b6e2a951e762d962382354d69f47f8c04d4abff2f6a6a63e',
  },
  {
    path: 'pydicom/test_files/J2K_pixelrep_mismatch.dcm',
    sha256: '1296350a0006ef6908ce4aa11717e3e8a236b63478a097bbfb45ac7a5fca6359',
  },
  {
    path: 'pydicom/test_files/693_J2KI.dcm',
    sha256: 'f249f833d5e3cbc361b4ced94aeeb8db7fc7376087b9f395a2ccf2f6f3059268',
  },
  {
    path: 'pydicom/test_files/GDCMJ2K_TextGBR.dcm',
    sha256: 'bea5673fdd49313fd8c391f115e57ac501f44194aa3915c22293ddb55f1d0b88',
  },
  {
    path: 'pydicom/test_files/JPEGLSNearLossless_16.dcm',
    sha256: 'f929318278115ce952d85c011f752634e266720680e807bd03bf97ded3f0d3e4',
  },
  {
    path: 'pydicom/test_files/SC_rgb_jpeg_gdcm.dcm',
    sha256: '169e619557b12114a7f0be8602026e9abb3d5045804311736ec14cecb026aca9',
  },
  {
    path: 'pydicom/test_files/rtdose_rle_1frame.dcm',
    sha256: '67f96b3373d7acf18a7ea33d8c9a0e0a9d63bd62acce734b7531341bb332daec',
  },
  {
    path: 'pydicom/test_files/SC_rgb_rle_32bit.dcm',
    sha256: '1a243c9351e3a9aeadbe667627e8bae4d38950bf570c2fadab4fef93f766aafa',
  },
  {
    path: 'pydicom/test_files/SC_ybr_full_422_uncompressed.dcm',
    sha256: 'ddb100d8f45a7fbf420e8ce5d1b376a5479f068c5109daac31eb982f662d228f',
  },
  {
    path: 'pydicom/test_files/image_dfl.dcm',
    sha256: '1f5f1b1c1a57606a55d7e4212ee2655c8205b45e264bd55057f7388c258deef8',
  },
  {
    path: 'pydicom/test_files/liver_1frame.dcm',
    sha256: 'e036a07b502fdfd1f0ed932406e2474409be9fe49397c4906f2b8738f84f2230',
  },
  {
    path: 'pydicom-data/HTJ2KLossless_08_RGB.dcm',
    sha256: '9d87240604f5d7522c6a8056ace6cefc2c8d6d0b07bd6e7303d5e5b21af9a49e',
  },
  {
    path: 'pydicom-data/JPEG-LL.dcm',
    sha256: 'a6e9d32143339d3f5748b5520aa4e6c6ffb3550b6f71fdf17bdb2ebb44bc2611',
  },
  {
    path: 'pydicom-data/RG1_J2KR.dcm',
    sha256: '26721b2112d94887b0feae345f1b7c1c8148e1710eaf27283d8c3e650682d252',
  },
  {
    path: 'pylibjpeg-data/RG2_JLSL.dcm',
    sha256: '9ed5d9818c250bb81ff9093a6c4d5c6032df281fce82b9a288de65c74348301e',
  },
  {
    path: 'fo-dicom/CR-ModalitySequenceLUT.dcm',
    sha256: 'cbb20687fdc832cc8aa01f7832f83812df2d41e83d7804d74e0c78b67871285b',
  },
  { path: 'fo-dicom/GH133.dcm', sha256: 'cc9e4d5b757bb6ae2c466a58c5f165cedd92586a3b44317d34039c420a5ffa80' },
  {
    path: 'cornerstone3d/CTImage.dcm_JPEGProcess14TransferSyntax_1.2.840.10008.1.2.4.57.dcm',
    sha256: '1bee432808f49770bbc30d904e3e744082b0ba41704d4943e7de5bcb3e3d72f9',
  },
  {
    path: 'cornerstone3d/TestPattern_JPEG-Lossless_RGB.dcm',
    sha256: 'db754473cb0f7754a77e709c199e787285f68beb675a934f8d4567328ab8f107',
  },
  { path: 'pydicom/test_files/JPGExtended.dcm', mean: 14.383 },
  { path: 'pydicom/test_files/SC_rgb_dcmtk__eb_cy_np.dcm', mean: 127.583 },
  { path: 'pydicom/test_files/SC_jpeg_no_color_transform.dcm', mean: 243.973 },
  { path: 'pydicom/test_files/examples_ybr_color.dcm', mean: 9.483 },
  { path: 'pydicom-data/HTJ2K_08_RGB.dcm', mean: 127.104 },
  { path: 'pylibjpeg-data/RG2_JPLY_fixed.dcm', mean: 450.9 },
  {
    path: 'cornerstone3d/CTImage.dcm_JPEGProcess2_4TransferSyntax_1.2.840.10008.1.2.4.51.dcm',
    mean: 1548.282,
  },
]
