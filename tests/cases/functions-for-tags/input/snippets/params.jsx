export const Paging = ({ most = 50, noun }) => {
  return (
    <>
      <ParamField query="limit" type="integer" default={most}>
        How many {noun}, at most {most}.
      </ParamField>
      <ParamField query="cursor" type="string">
        Where to go on; don't guess it.
      </ParamField>
    </>
  );
};

export function Key() {
  return <ParamField header="X-Key" type="string" required>The key.</ParamField>;
}

export const Live = () => {
  const [on, setOn] = useState(false);
  return <Card onClick={() => setOn(!on)}>Live</Card>;
};

export default function Hint({ children }) {
  return (<Note>{children}</Note>)
}
