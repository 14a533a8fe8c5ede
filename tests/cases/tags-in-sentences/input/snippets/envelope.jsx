export const Envelope = ({ kind, children }) => {
  return <div>
      <ResponseField name="kind" type="string" required>
        What the answer is about: <code>{kind}</code>.
      </ResponseField>
      <ResponseField name="payload" type="object" required>
        What there is to say of it.
        <Expandable title="payload">
          {children}
        </Expandable>
      </ResponseField>
    </div>;
};

export const Plan = ({ name }) => (
  <Tooltip tip="Plans differ"><span style={{ color: "teal" }}>the {name} plan</span></Tooltip>
);
