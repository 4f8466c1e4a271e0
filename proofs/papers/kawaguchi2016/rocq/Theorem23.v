(* Theorem23.v : Theorem 2.3 and Corollary 2.4 in one place, nothing left as a  *)
(* hypothesis but the paper's own: X X^T invertible, X Y^T != 0 (weaker than    *)
(* full rank), Sigma = U diag(lam) U^T with U orthogonal and lam strictly       *)
(* decreasing, positive hidden widths.  d_y <= d_x is not used.                 *)
(* Parts (ii) and (iii)'s "no local minimum, no local maximum" need none of     *)
(* them: theorem23_ii_strong, theorem23_iii.                                    *)
From mathcomp Require Import all_ssreflect all_algebra.
From DeepLinear Require Import FlatMoves Theorem23ii Saddles.
From DeepLinear Require Import Networks Variations CriticalPoints Theorem23iv Corollary24 Theorem23i Theorem23iii Hessian Theorem23Parts.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* theorem-2.3.i to theorem-2.3.iv. All parts together. *)
Theorem theorem23 (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat)
  (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)) (U : 'M[R]_(d H.+1)) (lam : 'rV[R]_(d H.+1)) :
  (1 <= H)%N -> X *m X^T \in unitmx -> X *m Y^T != 0 -> hidden_pos d H ->
  U^T *m U = 1%:M -> Y *m X^T *m invmx (X *m X^T) *m X *m Y^T = U *m diag_mx lam *m U^T ->
  (forall i j : 'I_(d H.+1), (i < j)%N -> lam 0 j < lam 0 i) ->
  [/\ (* (i)   *) ~ convex_net (loss X Y) /\ ~ concave_net (loss X Y),
      (* (ii)  *) forall W : net R d, local_min X Y W -> global_min X Y W,
      (* (iii) *) forall W : net R d, crit X Y W -> ~ global_min X Y W -> saddle X Y W &
      (* (iv)  *) forall (W : net R d) p, (exists2 k, (1 <= k <= H)%N & p = d k) -> \rank (Bm W H) = p ->
                    saddle X Y W -> exists V, var2 X Y W V < 0].
Proof.
move=> H1 uX nXY hp UU Sg_eq lam_dec.
have ii (W : net R d) : local_min X Y W -> global_min X Y W by exact: theorem23_ii_strong.
by case: (thm23_all H1 uX UU Sg_eq lam_dec nXY hp ii) => i iii iv; split.
Qed.
