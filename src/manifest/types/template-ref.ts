/** Names a template of a WorkflowTemplate or ClusterWorkflowTemplate. */
export interface TemplateRef {
  readonly name?: string;
  readonly template?: string;
  readonly clusterScope?: boolean;
}

/** Names the WorkflowTemplate or ClusterWorkflowTemplate that a whole workflow is made from. */
export interface WorkflowTemplateRef {
  readonly name?: string;
  readonly clusterScope?: boolean;
}
