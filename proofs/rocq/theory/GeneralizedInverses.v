(* GeneralizedInverses.v : {1}-inverses, Kronecker products, star-cancellation, Lemma 4.2.   *)
(* All statements are for ALL dimensions.                                       *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp.real_closed Require Import mxtens.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* named, head-specific versions: generic linearD/linearN are too greedy        *)
Section Tr.
Variable R : ringType.
Lemma trmxD m n (A B : 'M[R]_(m,n)) : (A + B)^T = A^T + B^T.
Proof. exact: linearD. Qed.
Lemma trmxN m n (A : 'M[R]_(m,n)) : (- A)^T = - A^T.
Proof. exact: linearN. Qed.
Lemma trmxB m n (A B : 'M[R]_(m,n)) : (A - B)^T = A^T - B^T.
Proof. exact: linearB. Qed.
Lemma trmxZ m n a (A : 'M[R]_(m,n)) : (a *: A)^T = a *: A^T.
Proof. exact: linearZ. Qed.
Lemma addE m n (A B : 'M[R]_(m,n)) i j : (A + B) i j = A i j + B i j.
Proof. by rewrite mxE. Qed.
Lemma oppE m n (A : 'M[R]_(m,n)) i j : (- A) i j = - A i j.
Proof. by rewrite mxE. Qed.
Lemma scaleE m n a (A : 'M[R]_(m,n)) i j : (a *: A) i j = a * A i j.
Proof. by rewrite mxE. Qed.
Lemma trE m n (A : 'M[R]_(m,n)) i j : A^T i j = A j i.
Proof. by rewrite mxE. Qed.
End Tr.

(* ---------- 1. {1}-inverses over any field, Kronecker algebra -------------   *)
Section Tens.
Variable R : comRingType.

Lemma tensmxDl m n p q (A B : 'M[R]_(m,n)) (C : 'M[R]_(p,q)) :
  (A + B) *t C = A *t C + B *t C.
Proof. by apply/matrixP=> i j; rewrite !mxE mulrDl. Qed.

Lemma tensmxDr m n p q (A : 'M[R]_(m,n)) (B C : 'M[R]_(p,q)) :
  A *t (B + C) = A *t B + A *t C.
Proof. by apply/matrixP=> i j; rewrite !mxE mulrDr. Qed.

Lemma tensmxNl m n p q (A : 'M[R]_(m,n)) (C : 'M[R]_(p,q)) :
  (- A) *t C = - (A *t C).
Proof. by apply/matrixP=> i j; rewrite !mxE mulNr. Qed.

Lemma tensmxNr m n p q (A : 'M[R]_(m,n)) (C : 'M[R]_(p,q)) :
  A *t (- C) = - (A *t C).
Proof. by apply/matrixP=> i j; rewrite !mxE mulrN. Qed.

Lemma tensmxBl m n p q (A B : 'M[R]_(m,n)) (C : 'M[R]_(p,q)) :
  (A - B) *t C = A *t C - B *t C.
Proof. by rewrite tensmxDl tensmxNl. Qed.

Lemma tensmxBr m n p q (A : 'M[R]_(m,n)) (B C : 'M[R]_(p,q)) :
  A *t (B - C) = A *t B - A *t C.
Proof. by rewrite tensmxDr tensmxNr. Qed.

Lemma tensmxZl m n p q a (A : 'M[R]_(m,n)) (C : 'M[R]_(p,q)) :
  (a *: A) *t C = a *: (A *t C).
Proof. by apply/matrixP=> i j; rewrite !mxE mulrA. Qed.

Lemma tensmxZr m n p q a (A : 'M[R]_(m,n)) (C : 'M[R]_(p,q)) :
  A *t (a *: C) = a *: (A *t C).
Proof. by apply/matrixP=> i j; rewrite !mxE mulrCA. Qed.

Lemma tensmx11 m n : (1%:M : 'M[R]_m) *t (1%:M : 'M[R]_n) = 1%:M.
Proof.
apply/matrixP=> i j.
case: (mxtens_indexP i)=> i0 i1; case: (mxtens_indexP j)=> j0 j1.
rewrite tensmxE !mxE -natrM mulnb; congr (_%:R); congr nat_of_bool.
rewrite (can_eq (@mxtens_indexK m n)); exact: xpair_eqE.
Qed.
End Tens.

Section Ginv.
Variable R : fieldType.

Definition ginv m n (M : 'M[R]_(m,n)) (G : 'M[R]_(n,m)) : Prop :=
  M *m G *m M = M.

(* column range inclusion, three equivalent readings *)
Definition rsub m n p (M' : 'M[R]_(m,p)) (M : 'M[R]_(m,n)) : Prop :=
  exists Z : 'M[R]_(n,p), M' = M *m Z.

Lemma ginv_exists m n (M : 'M[R]_(m,n)) : ginv M (pinvmx M).
Proof. exact: mulmxKpV (submx_refl M). Qed.

Lemma ginv_inv n (M : 'M[R]_n) : M \in unitmx -> ginv M (invmx M).
Proof. by move=> uM; rewrite /ginv mulmxV // mul1mx. Qed.

Lemma ginv_tr m n (M : 'M[R]_(m,n)) G : ginv M G -> ginv M^T G^T.
Proof. by rewrite /ginv => h; rewrite -{3}h !trmx_mul mulmxA. Qed.

(* Appendix A.7 *)
(* appendix-a7. *)
Lemma ginv_tens m n p q (A : 'M[R]_(m,n)) GA (B : 'M[R]_(p,q)) GB :
  ginv A GA -> ginv B GB -> ginv (A *t B) (GA *t GB).
Proof. by rewrite /ginv => hA hB; rewrite !tensmx_mul hA hB. Qed.

Lemma tens_mixed m n p q r s
  (A : 'M[R]_(m,n)) (B : 'M[R]_(p,q)) (C : 'M[R]_(n, r)) (D : 'M[R]_(q, s)) :
  (A *t B) *m (C *t D) = (A *m C) *t (B *m D).
Proof. exact: tensmx_mul. Qed.

Lemma tens_tr m n p q (A : 'M[R]_(m,n)) (B : 'M[R]_(p,q)) :
  (A *t B)^T = A^T *t B^T.
Proof. exact: trmx_tens. Qed.

(* no zero divisors: (A (x) B) = 0 -> A = 0 or B = 0  (used at the end of L4.4) *)
Lemma tensmx_eq0 m n p q (A : 'M[R]_(m,n)) (B : 'M[R]_(p,q)) :
  (A *t B == 0) = (A == 0) || (B == 0).
Proof.
apply/idP/orP; last first.
  by case=> /eqP->; rewrite ?tens0mx ?tensmx0.
move/eqP=> h; case: (altP (A =P 0)) => [|nA]; [by left | right].
have [i [j nij]] : exists i, exists j, A i j != 0.
  have : ~~ [forall i, forall j, A i j == 0].
    apply: contra nA => /forallP hA; apply/eqP/matrixP=> i j; rewrite mxE.
    by apply/eqP; move/forallP: (hA i).
  rewrite negb_forall => /existsP[i]; rewrite negb_forall => /existsP[j ?].
  by exists i, j.
apply/eqP/matrixP=> k l; rewrite mxE.
have := congr1 (fun M : 'M_(_,_) => M (mxtens_index (i,k)) (mxtens_index (j,l))) h.
by rewrite tensmxE mxE => /eqP; rewrite mulf_eq0 (negbTE nij) => /eqP.
Qed.

(* ---------- 4. range inclusion -------------------------------------------    *)
(* fact-a23. Range inclusion by a {1}-inverse. *)
Lemma rsubP m n p (M' : 'M[R]_(m,p)) (M : 'M[R]_(m,n)) G :
  ginv M G -> (rsub M' M <-> (1%:M - M *m G) *m M' = 0).
Proof.
move=> hG; split=> [[Z ->]|].
  by rewrite mulmxBl mul1mx mulmxA hG subrr.
move/eqP; rewrite mulmxBl mul1mx subr_eq0 => /eqP h.
by exists (G *m M'); rewrite mulmxA.
Qed.

Lemma rsub_submx m n p (M' : 'M[R]_(m,p)) (M : 'M[R]_(m,n)) :
  rsub M' M <-> (M'^T <= M^T)%MS.
Proof.
split=> [[Z ->]|/submxP[D h]]; first by rewrite trmx_mul submxMl.
by exists D^T; rewrite -[M']trmxK h trmx_mul trmxK.
Qed.

Lemma rsub_pointwise m n p (M' : 'M[R]_(m,p)) (M : 'M[R]_(m,n)) :
  rsub M' M <-> forall v : 'cV[R]_p, exists u : 'cV[R]_n, M' *m v = M *m u.
Proof.
split=> [[Z ->] v|h]; first by exists (Z *m v); rewrite mulmxA.
apply/rsub_submx/row_subP=> i; rewrite rowE.
have [u hu] := h (delta_mx i 0).
by rewrite -trmx_delta -trmx_mul hu trmx_mul submxMl.
Qed.

Lemma rsub_refl m n (M : 'M[R]_(m,n)) : rsub M M.
Proof. by exists 1%:M; rewrite mulmx1. Qed.

Lemma rsub_trans m n p q (A : 'M[R]_(m,n)) (B : 'M[R]_(m,p)) (C : 'M[R]_(m,q)) :
  rsub A B -> rsub B C -> rsub A C.
Proof. by case=> Z ->; case=> T ->; exists (T *m Z); rewrite mulmxA. Qed.

Lemma rsub_rank m n p (M' : 'M[R]_(m,p)) (M : 'M[R]_(m,n)) :
  rsub M' M -> (\rank M' <= \rank M)%N.
Proof. by case=> Z ->; exact: mxrankM_maxl. Qed.

End Ginv.

(* ---------- 2. star-cancellation over an ordered field ---------------------  *)
Section Star.
Variable R : realFieldType.

Lemma gram_eq0 m n (A : 'M[R]_(m,n)) : A^T *m A = 0 -> A = 0.
Proof.
move=> h; apply/matrixP=> i j; rewrite mxE.
have := congr1 (fun M : 'M_(_,_) => M j j) h; rewrite !mxE.
under eq_bigr do rewrite mxE -expr2.
move/psumr_eq0P => /(_ (fun k _ => sqr_ge0 (A k j))) /(_ i isT) /eqP.
by rewrite sqrf_eq0 => /eqP.
Qed.

Lemma star_cancel m n p (A : 'M[R]_(m,n)) (X : 'M[R]_(n,p)) :
  A^T *m A *m X = 0 -> A *m X = 0.
Proof. by move=> h; apply: gram_eq0; rewrite trmx_mul -mulmxA [A^T *m _]mulmxA h mulmx0. Qed.

Lemma star_cancel_eq m n p (A : 'M[R]_(m,n)) (X Y : 'M[R]_(n,p)) :
  A^T *m A *m X = A^T *m A *m Y -> A *m X = A *m Y.
Proof.
move=> h; apply/eqP; rewrite -subr_eq0 -mulmxBr; apply/eqP/star_cancel.
by rewrite mulmxBr h subrr.
Qed.

Variables (m n : nat) (C : 'M[R]_(m,n)).
Implicit Types G : 'M[R]_n.

(* C (C^T C)^- C^T C = C *)
(* fact-a17. C (C^T C)^- C^T C = C for every {1}-inverse. *)
Lemma gram_ginv_l G : ginv (C^T *m C) G -> C *m G *m C^T *m C = C.
Proof.
move=> hG; rewrite -[RHS]mulmx1 -!mulmxA.
by apply: star_cancel_eq; rewrite mulmx1 [LHS]mulmxA.
Qed.

(* C^T C (C^T C)^- C^T = C^T *)
Lemma gram_ginv_r G : ginv (C^T *m C) G -> C^T *m C *m G *m C^T = C^T.
Proof.
move=> hG; apply: trmx_inj; rewrite !trmx_mul !trmxK.
have := ginv_tr hG; rewrite trmx_mul trmxK => /gram_ginv_l h.
by rewrite !mulmxA h.
Qed.

(* C (C^T C)^- C^T does not depend on the {1}-inverse *)
(* fact-a22. C (C^T C)^- C^T does not depend on the {1}-inverse. *)
Lemma proj_indep G G' :
  ginv (C^T *m C) G -> ginv (C^T *m C) G' -> C *m G *m C^T = C *m G' *m C^T.
Proof.
move=> hG hG'.
have h1 := gram_ginv_l hG; have h2 := gram_ginv_r hG'.
by rewrite -{1}h2 !mulmxA h1.
Qed.

(* fact-a20. *)
Lemma proj_sym G : ginv (C^T *m C) G -> (C *m G *m C^T)^T = C *m G *m C^T.
Proof.
move=> hG; rewrite !trmx_mul trmxK mulmxA; apply: proj_indep => //.
by have := ginv_tr hG; rewrite trmx_mul trmxK.
Qed.

Lemma proj_idem G : ginv (C^T *m C) G ->
  (C *m G *m C^T) *m (C *m G *m C^T) = C *m G *m C^T.
Proof. by move=> hG; rewrite !mulmxA gram_ginv_l. Qed.

Lemma proj_fix p G (Z : 'M[R]_(m,p)) : ginv (C^T *m C) G ->
  (rsub Z C <-> C *m G *m C^T *m Z = Z).
Proof.
move=> hG; split=> [[T ->]|<-]; first by rewrite mulmxA gram_ginv_l.
by exists (G *m C^T *m Z); rewrite !mulmxA.
Qed.

(* the three facts together: orthogonal projection onto range C                 *)
(* fact-a21. Symmetric, idempotent, with the range of C. *)
Theorem proj_orth G : ginv (C^T *m C) G ->
  [/\ (C *m G *m C^T)^T = C *m G *m C^T,
      (C *m G *m C^T) *m (C *m G *m C^T) = C *m G *m C^T,
      rsub (C *m G *m C^T) C & rsub C (C *m G *m C^T)].
Proof.
move=> hG; split; [exact: proj_sym | exact: proj_idem | |].
  by exists (G *m C^T); rewrite mulmxA.
by exists C; rewrite gram_ginv_l.
Qed.

Lemma rank_gram : \rank (C^T *m C) = \rank C.
Proof.
apply/eqP; rewrite eqn_leq mxrankM_maxr /=.
have h := gram_ginv_l (ginv_exists (C^T *m C)).
by rewrite -{1}h -mulmxA; exact: mxrankM_maxr.
Qed.

(* R(C^T C) = R(C^T) *)
Lemma range_gram p (Z : 'M[R]_(n,p)) : rsub Z (C^T *m C) <-> rsub Z C^T.
Proof.
split=> [[T ->]|[T ->]]; first by exists (C *m T); rewrite mulmxA.
have := ginv_exists (C^T *m C); move: (pinvmx _) => G hG. (* G stays opaque *)
by exists (G *m C^T *m T); rewrite !mulmxA gram_ginv_r.
Qed.

(* ---------- 3. Lemma 4.2 --------------------------------------------------   *)
Variables (dx s : nat) (X : 'M[R]_(dx,s)) (Y : 'M[R]_(m,s)) (W1 : 'M[R]_(n,dx)).
Hypothesis uX : X *m X^T \in unitmx.

Let r := (C *m W1 *m X - Y)^T.

Lemma crit1_expand :
  X *m r *m C = X *m X^T *m W1^T *m C^T *m C - X *m Y^T *m C.
Proof. by rewrite /r linearB /= !trmx_mul mulmxBr mulmxBl !mulmxA. Qed.

(* lemma-4.2. With invmx (X X^T), and C for W_{H+1}..W_2. *)
Theorem lemma42 G : ginv (C^T *m C) G -> X *m r *m C = 0 ->
  C *m W1 = C *m G *m C^T *m Y *m X^T *m invmx (X *m X^T).
Proof.
move=> hG; rewrite crit1_expand => /eqP; rewrite subr_eq0 => /eqP h.
have {}h : C^T *m C *m W1 *m (X *m X^T) = C^T *m Y *m X^T.
  by have := congr1 trmx h; rewrite !trmx_mul !trmxK !mulmxA.
have {}h : C^T *m C *m W1 = C^T *m Y *m X^T *m invmx (X *m X^T).
  by rewrite -h mulmxK.
rewrite -{1}(gram_ginv_l hG) -!mulmxA; congr (C *m (G *m _)).
by rewrite !mulmxA h.
Qed.

(* converse : the representation is also sufficient for the W1-equation         *)
(* lemma-4.2, the converse, which the paper does not state. *)
Theorem lemma42_conv G : ginv (C^T *m C) G ->
  C *m W1 = C *m G *m C^T *m Y *m X^T *m invmx (X *m X^T) ->
  X *m r *m C = 0.
Proof.
move=> hG h; rewrite crit1_expand; apply/eqP; rewrite subr_eq0; apply/eqP.
apply: trmx_inj; rewrite !trmx_mul !trmxK !mulmxA -[C^T *m C *m W1]mulmxA h.
by rewrite !mulmxA gram_ginv_r // -!mulmxA mulVmx // mulmx1.
Qed.

(* solution set: eq. (2) of the paper, with explicit L := W1                    *)
(* appendix-a2-solutions. Equation (2) with L := W_1. *)
Theorem eq2 G : ginv (C^T *m C) G -> X *m r *m C = 0 ->
  exists L, W1 = G *m C^T *m Y *m X^T *m invmx (X *m X^T)
                 + (1%:M - G *m C^T *m C) *m L.
Proof.
move=> hG; rewrite crit1_expand => /eqP; rewrite subr_eq0 => /eqP h.
have {}h : C^T *m C *m W1 *m (X *m X^T) = C^T *m Y *m X^T.
  by have := congr1 trmx h; rewrite !trmx_mul !trmxK !mulmxA.
have {}h : C^T *m C *m W1 = C^T *m Y *m X^T *m invmx (X *m X^T).
  by rewrite -h mulmxK.
exists W1; rewrite mulmxBl mul1mx.
have -> : G *m C^T *m C *m W1 = G *m (C^T *m C *m W1) by rewrite !mulmxA.
by rewrite h !mulmxA addrC subrK.
Qed.
End Star.
