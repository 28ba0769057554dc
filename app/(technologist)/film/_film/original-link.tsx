/** The file as it was handed in; kept beside the image that was made of it. */
export function OriginalLink({ filmId }: { filmId: string }) {
  return (
    <a href={`/api/film/${filmId}/original`} download className="text-accent hover:underline">
      Original picture
    </a>
  )
}
