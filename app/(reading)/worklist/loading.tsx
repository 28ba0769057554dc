import { SkeletonRows } from '../../_components/ui/skeleton-rows'

export default function WorklistLoading() {
  return (
    <div className="pt-10">
      <SkeletonRows rows={14} label="Loading the list" />
    </div>
  )
}
